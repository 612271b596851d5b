package turtlelab.node.app;

import java.util.List;
import java.util.Locale;
import turtlelab.join.srv.OwnNameServer;
import turtlelab.node.app.auto.MgmtEnvironment;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.app.flags.Usage;
import turtlelab.node.app.host.HostDaemon;
import turtlelab.node.app.join.ElasticEnvironment;
import turtlelab.node.app.snapshot.SnapshotCommand;

/** {@code turtled}: reads what it is told and runs the node, or says why it cannot. */
public final class Main {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.log.turtlelab";

    private Main() {}

    /** Does not return while the node runs. */
    public static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    /** Runs the program that these words ask for to its end; the exit code. */
    static int run(List<String> words) {
        if (!words.isEmpty() && words.getFirst().equals("snapshot")) {
            return new SnapshotCommand(System.out, System.err).run(words.subList(1, words.size()));
        }
        try {
            var commandLine = FlagParser.parse(words);
            if (commandLine.help()) {
                System.out.print(Usage.text());
                return 0;
            }
            var environment =
                    MgmtEnvironment.in(
                            ElasticEnvironment.in(System.getenv()), commandLine.values().keySet());
            var settings = Settings.of(commandLine.values(), environment);
            if (settings.truth("version")) {
                System.out.print(Version.text());
                return 0;
            }
            var config = NodeConfig.of(settings);
            if (System.getProperty(LOG_LEVEL) == null) {
                System.setProperty(LOG_LEVEL, logLevel(settings.text("log-level")));
            }
            if (!settings.text("dns-server").isEmpty()) {
                OwnNameServer.use(settings.text("dns-server"));
            }
            return config.host().isPresent()
                    ? HostDaemon.run(
                            config, config.host().get(), Version.own(), settings.warnings())
                    : Daemon.run(config, settings.warnings());
        } catch (ConfigFailure e) {
            System.err.println(e.getMessage());
            if (e.showUsage()) {
                System.err.print(Usage.text());
            }
            return e.exitCode();
        }
    }

    private static String logLevel(String level) {
        var lower = level.toLowerCase(Locale.ROOT);
        return lower.equals("panic") || lower.equals("fatal") ? "error" : lower;
    }
}
