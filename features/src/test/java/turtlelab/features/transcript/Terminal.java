package turtlelab.features.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell in a network of its own, which needs no root and holds all addresses of the seeds.
 * Closing it ends whatever was started in it.
 */
final class Terminal implements AutoCloseable {

    private static final List<String> ALONE =
            List.of("unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child");
    private static final String END = "--- end of the answer, exit code ";

    private final Process shell;
    private final Writer typed;
    private final BufferedReader said;
    private final Thread patience;

    private Terminal(Process shell, Duration limit) {
        this.shell = shell;
        this.typed = shell.outputWriter(UTF_8);
        this.said = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
        this.patience = Thread.ofVirtual().start(() -> endAfter(limit));
    }

    /** Whether this machine lets users have networks of their own. */
    static boolean isPossible() {
        try {
            var trial = alone("ip", "link", "set", "lo", "up").start();
            trial.getInputStream().readAllBytes();
            return trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Opens one.
     *
     * @param limit after which it is closed, whatever it does
     */
    static Terminal open(Path folder, Map<String, String> environment, Duration limit)
            throws IOException {
        var builder = alone("bash", "--noprofile", "--norc").directory(folder.toFile());
        builder.environment().keySet().removeIf(it -> it.startsWith("ETCD"));
        builder.environment().putAll(environment);
        return new Terminal(builder.start(), limit);
    }

    private static ProcessBuilder alone(String... command) {
        var words = new ArrayList<>(ALONE);
        words.addAll(List.of(command));
        return new ProcessBuilder(words).redirectErrorStream(true);
    }

    private void endAfter(Duration limit) {
        try {
            shell.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) { // it is closed
            return;
        }
        shell.destroyForcibly();
    }

    /** Types a command; its answer ends with {@code [CODE]} when it did not exit with 0. */
    String type(String command) throws IOException {
        typed.write(command + "\necho \"" + END + "$?\"\n");
        typed.flush();
        var answer = new StringBuilder();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(END)) {
                var code = line.substring(END.length());
                return answer + (code.equals("0") ? "" : "[" + code + "]\n");
            }
            answer.append(line).append('\n');
        }
        return answer + "[the shell has ended]\n";
    }

    @Override
    public void close() throws IOException {
        patience.interrupt();
        shell.destroyForcibly();
        said.close();
    }
}
