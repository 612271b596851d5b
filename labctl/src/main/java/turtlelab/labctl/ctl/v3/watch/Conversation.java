package turtlelab.labctl.ctl.v3.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.Pflags;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.ctl.v3.LineOfWords;
import turtlelab.labctl.ctl.v3.V3Verb;
import turtlelab.labctl.exec.Streams;

/**
 * {@code watch -i}: reads lines that begin watches or ask for progress, while the watches so far
 * tell what they see. Each watch has a thread; one more reads the lines.
 */
final class Conversation {

    private static final int BAD_INPUT = 3;
    private static final int HEARD_AT_ONCE = 16;

    private final Opener opener;
    private final Streams streams;
    private final Map<String, String> environment;
    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(HEARD_AT_ONCE);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Following> watches = new ArrayList<>();

    /** Makes watches of lines. */
    interface Opener {
        Following open(WatchLine line) throws WatchLine.NothingToWatch;
    }

    /** What moves the conversation. */
    private sealed interface Heard {
        record Line(String text) implements Heard {}

        record EndOfInput() implements Heard {}

        record Failed(CtlFailure failure) implements Heard {}
    }

    Conversation(Opener opener, Streams streams, Map<String, String> environment) {
        this.opener = opener;
        this.streams = streams;
        this.environment = environment;
    }

    /** Goes on until the input ends, which is an error, or a watch's command fails. */
    void run() throws InterruptedException {
        threads.add(Thread.ofVirtual().name("lines").start(this::readLines));
        try {
            while (true) {
                switch (heard.take()) {
                    case Heard.Line(var text) -> answer(text);
                    case Heard.Failed(var failure) -> throw failure;
                    case Heard.EndOfInput() ->
                            throw new CtlFailure(
                                    BAD_INPUT, "Error: Error reading watch request line: EOF");
                }
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private void readLines() {
        var line = LineOfWords.read(streams.in());
        while (hear(line.<Heard>map(Heard.Line::new).orElseGet(Heard.EndOfInput::new))
                && line.isPresent()) {
            line = LineOfWords.read(streams.in());
        }
    }

    private boolean hear(Heard what) {
        try {
            heard.put(what);
            return true;
        } catch (InterruptedException _) { // the conversation is over
            return false;
        }
    }

    private void answer(String line) throws InterruptedException {
        var words = LineOfWords.words(line);
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "" -> refuse(": " + line + " (watch and progress supported)");
            case "watch" -> begin(line, words.subList(1, words.size()));
            case "progress" -> {
                for (var watch : watches) watch.askProgress();
            }
            default -> refuse(" " + line + " (only support watch)");
        }
    }

    private void refuse(String rest) {
        streams.err().println("Invalid command" + rest);
    }

    private void begin(String line, List<String> words) throws InterruptedException {
        if (words.isEmpty() && WatchLine.keysOf(environment).isEmpty()) {
            refuse(" " + line + " (command type or key is not provided)");
            return;
        }
        int separator = words.indexOf("--");
        int end = separator < 0 ? words.size() : separator;
        var flags = flags(words.subList(0, end));
        try {
            start(opener.open(WatchLine.of(flags, words.subList(end, words.size()), environment)));
        } catch (WatchLine.NothingToWatch e) {
            refuse(" " + line + " (" + e.getMessage() + ")");
        }
    }

    private static Flags flags(List<String> words) {
        try {
            return new Pflags(V3Verb.WATCH.flags()).parse(words);
        } catch (FlagFailure e) {
            throw Failures.badArguments(String.valueOf(e.getMessage()));
        }
    }

    /** Starts a watch and waits until it has begun: the next line may be about it. */
    private void start(Following watch) throws InterruptedException {
        watches.add(watch);
        threads.add(Thread.ofVirtual().name("watch").start(() -> follow(watch)));
        watch.awaitOpen();
    }

    private void follow(Following watch) {
        failure(watch).ifPresent(failure -> hear(new Heard.Failed(failure)));
    }

    private static Optional<CtlFailure> failure(Following watch) {
        try {
            watch.run();
            return Optional.empty();
        } catch (CtlFailure e) {
            return Optional.of(e);
        } catch (CallFailed e) {
            return Optional.of(new CtlFailure(Failures.FAILED, "Error: " + Failures.text(e)));
        } catch (InterruptedException _) { // the conversation is over
            return Optional.empty();
        }
    }
}
