package turtlelab.labctl.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Who listens on a port of this machine, as far as Linux lets us see. */
record PortHolder(long pid, String command) {

    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** The process that listens there, on this address or on all. */
    static Optional<PortHolder> of(InetSocketAddress address) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> inode(Path.of(table), address).stream())
                .flatMap(inode -> holder("socket:[" + inode + "]").stream())
                .findFirst();
    }

    /** The listening socket's inode, from a table of sockets (proc(5), /proc/net/tcp). */
    private static Optional<String> inode(Path table, InetSocketAddress address) {
        var here = "%s:%04X".formatted(hex(address), address.getPort());
        var anywhere = "^0+:%04X$".formatted(address.getPort());
        try (var lines = Files.lines(table)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTENING))
                    .filter(
                            fields ->
                                    fields[LOCAL_ADDRESS].endsWith(here)
                                            || fields[LOCAL_ADDRESS].matches(anywhere))
                    .map(fields -> fields[INODE])
                    .findFirst();
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    /** The address as the kernel writes it on little-endian machines: 127.0.0.2 is 0200007F. */
    private static String hex(InetSocketAddress address) {
        byte[] raw = address.getAddress().getAddress();
        return "%02X%02X%02X%02X".formatted(raw[3], raw[2], raw[1], raw[0]);
    }

    private static Optional<PortHolder> holder(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, socket))
                .map(process -> new PortHolder(process.pid(), process.info().command().orElse("?")))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String socket) {
        try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.anyMatch(file -> pointsTo(file, socket));
        } catch (IOException | UncheckedIOException _) { // another user's, or gone
            return false;
        }
    }

    private static boolean pointsTo(Path file, String target) {
        try {
            return Files.readSymbolicLink(file).toString().equals(target);
        } catch (IOException _) { // closed while we looked
            return false;
        }
    }

    @Override
    public String toString() {
        return "process %d (%s)".formatted(pid, command);
    }
}
