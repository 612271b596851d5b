package turtlelab.labctl.driver.netns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Shell;

/**
 * A network namespace as {@code ip} sees it.
 *
 * @param name empty for the one that labctl runs in
 */
record Namespace(String name) {

    private static final Shell SHELL = new LocalShell(Duration.ofSeconds(10));

    static Namespace named(String name) {
        return new Namespace(name);
    }

    static Namespace ofThisProcess() {
        return new Namespace("");
    }

    private boolean isThere() {
        return name.isEmpty() || Files.exists(Path.of("/run/netns", name));
    }

    void add() {
        SHELL.expect(Command.of("ip", "netns", "add", name));
    }

    /** Ends whatever runs in it and removes it, with the links that lead into it. */
    void remove() {
        if (!isThere()) {
            return;
        }
        var inhabitants = SHELL.run(Command.of("ip", "netns", "pids", name)).out();
        inhabitants
                .lines()
                .forEach(pid -> SHELL.run(Command.of("/bin/sh", "-c", "kill -KILL " + pid)));
        SHELL.expect(Command.of("ip", "netns", "del", name));
    }

    /** Whether this link is there and has the address, which it gets last of all. */
    boolean has(String link, String address) {
        return isThere()
                && SHELL.run(ipCommand("-o", "-4", "addr", "show", "dev", link))
                        .out()
                        .contains(" inet " + address + "/");
    }

    /** Runs {@code ip} in this namespace. */
    void ip(String... words) {
        SHELL.expect(ipCommand(words));
    }

    /** The same, where failing means that there was nothing to do. */
    void ipOrNothing(String... words) {
        SHELL.run(ipCommand(words));
    }

    private Command ipCommand(String... words) {
        var all = new ArrayList<>(name.isEmpty() ? List.of("ip") : List.of("ip", "-n", name));
        all.addAll(List.of(words));
        return Command.of(all);
    }
}
