package turtlelab.labctl.driver.vagrant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code ssh_config(5)} says of one host.
 *
 * @param hostName where it is reached; empty when nothing is said of it
 */
record SshConfig(String hostName) {

    /** What this file says of the host. */
    static SshConfig read(Path file, String host) {
        try {
            return parse(Files.readString(file), host);
        } catch (IOException _) { // it was never written
            return new SshConfig("");
        }
    }

    static SshConfig parse(String text, String host) {
        boolean ours = false;
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("Host ")) {
                ours = line.equals("Host " + host);
            } else if (ours && line.startsWith("HostName ")) {
                return new SshConfig(line.substring("HostName ".length()));
            }
        }
        return new SshConfig("");
    }

    boolean isEmpty() {
        return hostName.isEmpty();
    }

    /** Whether it is reached through a port of this machine, as with VirtualBox. */
    boolean isForwarded() {
        return hostName.startsWith("127.");
    }
}
