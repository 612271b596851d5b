package turtlelab.labctl.auto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Time;

/**
 * The terminals of the post about automatic clustering in one: hosts on this machine, on the post's
 * own ports, as processes that end with it.
 */
public final class Demo implements AutoCloseable {
    private static final int FIRST_PORT = 2379;
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int LEAVING_SECONDS = 16;
    private static final String SEED = "http://127.0.0.1:" + FIRST_PORT;

    private final Path program;
    private final Path folder;
    private final Time time;
    private final Consumer<String> tell;
    private final List<Process> processes = new ArrayList<>();

    /**
     * A demonstration that has not begun.
     *
     * @param folder for data and logs, one of each host's name
     */
    public Demo(Path program, Path folder, Time time, Consumer<String> tell) {
        this.program = program;
        this.folder = folder;
        this.time = time;
        this.tell = tell;
    }

    /** Starts so many hosts, and waits until so many of them are members. */
    public void begin(int hosts, int size) throws IOException, InterruptedException {
        prepare(program, tell);
        for (int number = 1; number <= hosts; number++) {
            start(number, size);
        }
        await(size, hosts);
    }

    /** Has turtled built, where it runs from its sources: else each host would build it. */
    public static void prepare(Path program, Consumer<String> tell) throws InterruptedException {
        var preparation = Command.of(program.toString()).with(Map.of("TURTLE_BUILD", "only"));
        int exit = new LocalShell(BUILD_LIMIT).follow(preparation, tell);
        if (exit != 0) {
            throw new CommandFailed(preparation, new Output(exit, "", ""));
        }
    }

    /** Asks for another size and waits for it. */
    public void resize(int size, int hosts) throws InterruptedException {
        tell.accept("$ labctl auto size " + size);
        cluster().size(size);
        await(size, hosts);
    }

    /** Where the hosts are clients. */
    public AutoCluster cluster() {
        var urls = new ArrayList<String>();
        for (int number = 1; number <= processes.size(); number++) {
            urls.add(clientUrl(number));
        }
        return new AutoCluster(urls);
    }

    static List<String> flags(int number, int size) {
        var flags = new ArrayList<>(List.of("--hostname", "h" + number));
        if (number == 1) {
            flags.addAll(List.of("--ideal-cluster-size", "" + size));
        } else {
            flags.addAll(List.of("--seeds", SEED));
            flags.addAll(List.of("--client-urls", clientUrl(number)));
            flags.addAll(List.of("--server-urls", "http://127.0.0.1:" + (port(number) + 1)));
        }
        return flags;
    }

    private static int port(int number) {
        return FIRST_PORT + 2 * (number - 1);
    }

    private static String clientUrl(int number) {
        return "http://127.0.0.1:" + port(number);
    }

    private void start(int number, int size) throws IOException {
        var flags = flags(number, size);
        tell.accept("$ turtled " + String.join(" ", flags));
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(flags);
        command.addAll(List.of("--data-dir", folder.resolve("h" + number).toString()));
        command.addAll(List.of("--auto-settle", "2s"));
        Files.createDirectories(folder);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log(number).toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(ETCD|MGMT)_.*"));
        processes.add(builder.start());
    }

    private Path log(int number) {
        return folder.resolve("h" + number + ".log");
    }

    private void await(int size, int hosts) throws InterruptedException {
        var deadline = time.nanos() + LIMIT.toNanos();
        var last = "nobody answers";
        while (time.nanos() - deadline < 0) {
            checkProcesses();
            try {
                var rows = cluster().look().hosts();
                var members = rows.stream().filter(it -> it.state().equals("member")).count();
                if (members == size && rows.size() == hosts) {
                    rows.forEach(it -> tell.accept("  %s: %s".formatted(it.name(), it.state())));
                    return;
                }
                last = "%d of %d are members".formatted(members, size);
            } catch (LabFailure e) {
                last = String.valueOf(e.getMessage());
            }
            time.pause(PAUSE);
        }
        throw new LabFailure(
                LabFailure.Kind.UNHEALTHY,
                "%s after %d s; logs are in %s".formatted(last, LIMIT.toSeconds(), folder));
    }

    private void checkProcesses() {
        for (int number = 1; number <= processes.size(); number++) {
            if (!processes.get(number - 1).isAlive()) {
                throw new LabFailure(
                        LabFailure.Kind.UNAVAILABLE,
                        "h%d has ended: %s; logs are in %s"
                                .formatted(number, lastLine(log(number)), folder));
            }
        }
    }

    private static String lastLine(Path log) {
        try {
            return Files.readAllLines(log).stream().reduce("", (_, line) -> line);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Ends the hosts, the last one first; no process is left behind. */
    @Override
    public void close() throws InterruptedException {
        for (var process : processes.reversed()) {
            process.destroy();
        }
        for (var process : processes) {
            if (!process.waitFor(LEAVING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
