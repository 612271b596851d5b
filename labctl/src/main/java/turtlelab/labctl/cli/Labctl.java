package turtlelab.labctl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import turtlelab.join.srv.OwnNameServer;
import turtlelab.labctl.cli.auto.AutoCommand;
import turtlelab.labctl.cli.compare.CompareCommand;
import turtlelab.labctl.cli.discovery.DiscoveryCommand;
import turtlelab.labctl.cli.dns.DnsClusterCommand;
import turtlelab.labctl.cli.dns.DnsCommand;
import turtlelab.labctl.cli.join.JoinCommand;
import turtlelab.labctl.cli.join.LiveGuard;
import turtlelab.labctl.cli.join.QuorumCommand;
import turtlelab.labctl.cli.join.WhatIfCommand;
import turtlelab.labctl.cli.open.Complaint;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Session;
import turtlelab.labctl.cli.verb.AddCommand;
import turtlelab.labctl.cli.verb.ConfigCommand;
import turtlelab.labctl.cli.verb.DoctorCommand;
import turtlelab.labctl.cli.verb.DownCommand;
import turtlelab.labctl.cli.verb.ExecCommand;
import turtlelab.labctl.cli.verb.KillCommand;
import turtlelab.labctl.cli.verb.LogsCommand;
import turtlelab.labctl.cli.verb.PauseCommand;
import turtlelab.labctl.cli.verb.RestartCommand;
import turtlelab.labctl.cli.verb.ResumeCommand;
import turtlelab.labctl.cli.verb.StartCommand;
import turtlelab.labctl.cli.verb.StatusCommand;
import turtlelab.labctl.cli.verb.StopCommand;
import turtlelab.labctl.cli.verb.UpCommand;
import turtlelab.labctl.ctl.EtcdctlMain;
import turtlelab.labctl.ctl.setting.Setting;
import turtlelab.labctl.driver.Drivers;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.render.Terminal;

/** The lab's hand. The same program in etcdctl's clothes is {@link EtcdctlMain}. */
@Command(
        name = "labctl",
        header = "Raises, breaks, heals and explains a lab of consensus nodes.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            UpCommand.class,
            StartCommand.class,
            StopCommand.class,
            RestartCommand.class,
            DownCommand.class,
            StatusCommand.class,
            KillCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ExecCommand.class,
            LogsCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            AddCommand.class,
            CompareCommand.class,
            QuorumCommand.class,
            WhatIfCommand.class,
            JoinCommand.class,
            DiscoveryCommand.class,
            DnsCommand.class,
            DnsClusterCommand.class,
            AutoCommand.class,
            BenchCommand.class,
            CtlCommand.class,
            HelpCommand.class,
        },
        footer = {
            "%nBegin with `labctl up`; `labctl help VERB` explains a verb.",
            "Exit codes: 0 ok, 1 usage, 2 refused, 3 full, 4 failed, 5 unhealthy, 6 lost a race,"
                    + " 7 check failed."
        })
public final class Labctl implements Session.Source {

    private static final String NAME_SERVER = "TURTLE_DNS_SERVER";

    private final Session session;

    public Labctl(Session session) {
        this.session = session;
    }

    /** Runs labctl, or etcdctl where the launcher asks for it, on this process's streams. */
    public static void main(String... words) {
        useOwnNameServer(System.getenv().getOrDefault(NAME_SERVER, ""));
        System.exit(new Labctl(ofProcess()).run(words));
    }

    /** Names mean what the lab's own name server says, where the environment names one. */
    private static void useOwnNameServer(String hostPort) {
        try {
            if (!hostPort.isEmpty()) {
                OwnNameServer.use(hostPort);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("labctl: " + NAME_SERVER + ": " + e.getMessage());
            System.exit(ExitCodes.USAGE);
        }
    }

    private static Session ofProcess() {
        var streams = Streams.ofProcess();
        var environment = System.getenv();
        return new Session(
                streams,
                Terminal.of(streams, environment),
                environment,
                Path.of("").toAbsolutePath(),
                Drivers::open,
                new LiveLab.Surroundings(Programs.ofThisMachine(environment), Time.system()));
    }

    @Override
    public Session session() {
        return session;
    }

    /**
     * Runs one command line.
     *
     * @return the exit code
     */
    public int run(String... words) {
        if ("etcdctl".equals(System.getProperty("labctl.personality"))) {
            return EtcdctlMain.run(List.of(words), session.streams(), session.environment());
        }
        if (words.length > 0 && words[0].equals(CtlCommand.NAME)) {
            return ctl(List.of(words).subList(1, words.length));
        }
        var line = commandLine();
        return line.execute(words.length == 0 ? new String[] {"help"} : VerbFirst.of(line, words));
    }

    private int ctl(List<String> words) {
        try {
            var environment = CtlCommand.environment(session, words);
            return EtcdctlMain.runGuarded(
                    words,
                    new Setting(session.streams(), environment, Time.system(), new LiveGuard()));
        } catch (LabFailure e) { // the lab's record is damaged
            return failed(e);
        }
    }

    private CommandLine commandLine() {
        var line = new CommandLine(this);
        var streams = session.streams();
        line.setOut(new PrintWriter(streams.out(), true, UTF_8));
        line.setErr(new PrintWriter(streams.err(), true, UTF_8));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(
                        session.terminal().colours()
                                ? CommandLine.Help.Ansi.ON
                                : CommandLine.Help.Ansi.OFF));
        line.getSubcommands().computeIfPresent("exec", (_, exec) -> exec.setStopAtPositional(true));
        addHelpOption(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, _) -> misused(e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(e));
        return line;
    }

    private static void addHelpOption(CommandLine verb) {
        verb.getSubcommands().values().forEach(Labctl::addHelpOption);
        if (verb.getCommandSpec().findOption("-h") != null) {
            return; // "help" has its own
        }
        verb.getCommandSpec()
                .addOption(
                        CommandLine.Model.OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Show this help.")
                                .build());
    }

    private int misused(ParameterException e) {
        var verb = e.getCommandLine().getCommandSpec().qualifiedName();
        var err = session.streams().err();
        err.println(verb + ": " + what(e, verb));
        if (e instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().forEach(it -> err.println("Did you mean: " + it + "?"));
        }
        err.println("See `labctl help" + verb.replaceFirst("^labctl", "") + "`.");
        return ExitCodes.USAGE;
    }

    private static String what(ParameterException e, String verb) {
        if (!(e instanceof UnmatchedArgumentException unmatched) || !verb.equals("labctl")) {
            return String.valueOf(e.getMessage());
        }
        return unmatched.getUnmatched().getFirst().startsWith("-")
                ? "no verb before " + unmatched.getUnmatched().getFirst()
                : "there is no such verb";
    }

    private int failed(Exception e) {
        if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
            return ExitCodes.INTERRUPTED; // by Ctrl-C, which has told its line
        }
        var err = session.streams().err();
        var complaint = Complaint.about(e);
        complaint.forEach(line -> err.println("labctl: " + line));
        if (complaint.isEmpty()) {
            e.printStackTrace(err);
        }
        return ExitCodes.of(e);
    }
}
