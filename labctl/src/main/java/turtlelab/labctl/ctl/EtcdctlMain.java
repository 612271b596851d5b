package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.GoFlags;
import turtlelab.labctl.ctl.flag.Pflags;
import turtlelab.labctl.ctl.setting.AddGuard;
import turtlelab.labctl.ctl.setting.Setting;
import turtlelab.labctl.ctl.v2.V2Program;
import turtlelab.labctl.ctl.v2.V2Verb;
import turtlelab.labctl.ctl.v2.call.V2Flags;
import turtlelab.labctl.ctl.v3.V3Flags;
import turtlelab.labctl.ctl.v3.V3Program;
import turtlelab.labctl.ctl.v3.V3Verb;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** The program in etcdctl's clothes: {@code labctl ctl …} and {@code bin/etcdctl …}. */
public final class EtcdctlMain {

    private static final int INTERRUPTED = 130;
    private static final Set<String> GROUPS =
            Set.of("member", "endpoint", "lease", "alarm", "snapshot", "check", "completion");

    private final Setting setting;
    private final Streams streams;

    private EtcdctlMain(Setting setting) {
        this.setting = setting;
        this.streams = setting.streams();
    }

    /**
     * Runs one etcdctl command line.
     *
     * @param environment where {@code ETCDCTL_*} settings are looked up
     * @return etcdctl's exit code
     */
    public static int run(List<String> words, Streams streams, Map<String, String> environment) {
        return run(words, new Setting(streams, environment, Time.system()));
    }

    /**
     * Runs one etcdctl command line under a guard, for which {@code member add} has one flag more:
     * {@code --force} does without it.
     */
    public static int runGuarded(List<String> words, Setting setting) {
        var own = new ArrayList<>(words);
        var adds = Commands.of(words).stream().limit(2).toList().equals(List.of("member", "add"));
        var forced = adds && own.removeIf(AddGuard.FORCE::equals);
        return run(own, forced ? setting.unguarded() : setting);
    }

    private static int run(List<String> words, Setting setting) {
        var streams = setting.streams();
        var encoded =
                new Streams(
                        streams.in(),
                        new PrintStream(streams.out(), true, UTF_8),
                        new PrintStream(streams.err(), true, UTF_8));
        return new EtcdctlMain(
                        new Setting(
                                encoded, setting.environment(), setting.time(), setting.guard()))
                .run(words);
    }

    private int run(List<String> words) {
        try {
            var commands = Commands.of(words);
            var chosen = Api.chosen(setting.environment());
            switch (chosen.orElseGet(() -> Api.ofForm(words, commands))) {
                case V2 -> v2(words, commands);
                case V3 -> v3(words, commands);
            }
            return 0;
        } catch (CtlFailure e) {
            tell(e.text());
            return e.exitCode();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    private void tell(String text) {
        if (!text.isEmpty()) {
            streams.err().println(text);
        }
    }

    private static boolean asksForHelp(List<String> words) {
        int end = words.indexOf("--");
        var flags = end < 0 ? words : words.subList(0, end);
        return flags.contains("--help") || flags.contains("-h");
    }

    private void v2(List<String> words, List<String> commands) throws InterruptedException {
        if (commands.isEmpty() && (words.contains("--version") || words.contains("-v"))) {
            streams.out().println("etcdctl version: 3.4.23\nAPI version: 2");
            return;
        }
        if (commands.isEmpty()) {
            overview(words, new GoFlags(V2Flags.GLOBAL)::parse, "");
            return;
        }
        boolean isHelp = isHelp(commands.getFirst()) || commands.getFirst().equals("h");
        var called = isHelp ? commands.subList(1, commands.size()) : commands;
        var verb = V2Verb.of(called);
        if (called.isEmpty()) {
            Help.overview(streams.out());
        } else if (verb.isEmpty()) {
            v2Group(called);
        } else if (isHelp) {
            Help.of(verb.get(), streams.out());
        } else {
            v2(verb.get(), words);
        }
    }

    private void v2(V2Verb verb, List<String> words) throws InterruptedException {
        var program = new V2Program(setting);
        var flags = program.flags(verb, words);
        if (flags.isOn(V2Flags.HELP)) {
            Help.of(verb, streams.out());
        } else {
            program.run(verb, flags);
        }
    }

    /** A word that has only commands below it, of which none was called. */
    private void v2Group(List<String> called) {
        var group = V2Verb.group(called.getFirst());
        if (group.isEmpty() || (called.size() > 1 && !isHelp(called.get(1)))) {
            throw Unknown.v2(group.isEmpty() ? called.getFirst() : called.get(1));
        }
        Help.of(group, streams.out());
    }

    private void v3(List<String> words, List<String> commands) throws InterruptedException {
        if (commands.isEmpty()) {
            overview(words, new Pflags(V3Flags.GLOBAL)::parse, "Error: ");
            return;
        }
        boolean isHelp = isHelp(commands.getFirst());
        var called = isHelp ? commands.subList(1, commands.size()) : commands;
        var verb = V3Verb.of(called);
        if (verb.isEmpty()) {
            if (!isHelp && !isGroup(called)) {
                throw Unknown.v3(called.getFirst());
            }
            Help.overview(streams.out());
        } else if (isHelp || asksForHelp(words)) {
            Help.of(verb.get(), streams.out());
        } else {
            v3(verb.get(), words);
        }
    }

    private void v3(V3Verb verb, List<String> words) throws InterruptedException {
        try {
            new V3Program(setting).run(verb, words);
        } catch (FlagFailure e) {
            Help.of(verb, streams.out());
            throw new CtlFailure(1, "Error: %1$s\n\nError: %1$s".formatted(e.getMessage()));
        }
    }

    /** A command that has only commands below it, of which none, or an unknown one, was called. */
    private static boolean isGroup(List<String> called) {
        return GROUPS.contains(called.getFirst());
    }

    private static boolean isHelp(String word) {
        return word.equals("help");
    }

    /** Help for who called no command, unless the flags are wrong. */
    private void overview(List<String> words, Consumer<List<String>> parser, String beforeError) {
        Help.overview(streams.out());
        if (asksForHelp(words)) {
            return;
        }
        try {
            parser.accept(words);
        } catch (FlagFailure e) {
            throw new CtlFailure(1, beforeError + e.getMessage());
        }
    }
}
