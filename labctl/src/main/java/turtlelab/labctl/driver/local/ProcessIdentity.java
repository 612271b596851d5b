package turtlelab.labctl.driver.local;

import java.util.Optional;

/**
 * Which process exactly: a pid alone may be given to a stranger after our process has ended, a pid
 * with its start time may not.
 *
 * @param startTicks clock ticks from the machine's boot to the process's start
 */
public record ProcessIdentity(long pid, long startTicks) {

    /**
     * A line of {@code /proc/PID/stat}, as far as it matters to us.
     *
     * @param state of its first thread
     * @param threads those that have not ended; a zombie counts itself
     */
    public record Stat(ProcessIdentity identity, char state, int threads) {

        /**
         * Neither gone nor a zombie that merely waits to be collected. Where only the first thread
         * has ended, the others still hold the ports.
         */
        public boolean isAlive() {
            return switch (state) {
                case 'Z' -> threads > 1;
                case 'X', 'x' -> false;
                default -> true;
            };
        }

        /** Stopped by a signal (or by a debugger). */
        public boolean isPaused() {
            return state == 'T' || state == 't';
        }
    }

    /**
     * Reads a line of {@code /proc/PID/stat} (proc(5): field 1 pid, 3 state, 20 threads, 22 start
     * time). The command's name, field 2, stands in parentheses and may itself hold spaces and
     * parentheses.
     *
     * @return empty when the line is not of that form, such as one that was cut short
     */
    public static Optional<Stat> parse(String line) {
        int open = line.indexOf(" (");
        int close = line.lastIndexOf(") ");
        if (open <= 0 || close < open) {
            return Optional.empty();
        }
        var fields = line.substring(close + 2).strip().split(" ", -1);
        if (fields.length < 20 || fields[0].length() != 1) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(line.substring(0, open));
            var identity = new ProcessIdentity(pid, Long.parseLong(fields[19]));
            int threads = Integer.parseInt(fields[17]);
            return Optional.of(new Stat(identity, fields[0].charAt(0), threads));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
