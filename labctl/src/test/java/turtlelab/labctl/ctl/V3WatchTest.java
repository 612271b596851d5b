package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The watches of {@code watching.txt} through Debian's etcdctl and through ours, at one real etcd
 * with one history: what both say, and how they end, must be equal to the letter.
 */
class V3WatchTest {

    private static final Map<String, String> V3 = Map.of("ETCDCTL_API", "3");
    private static final Pattern LINE = Pattern.compile("([h\\d]+) (.*)");

    private static final int AT_ONCE = 6;

    @TempDir Path folder;

    /** A watch, and after how many lines it has been seen; {@code h}: help on stdout. */
    private record Line(
            String lines, Map<String, String> environment, List<String> words, String input) {

        static Line of(String text) {
            var parts = LINE.matcher(text);
            if (!parts.matches()) throw new IllegalArgumentException(text);
            var halves = parts.group(2).split(" << ", 2);
            var environment = new TreeMap<>(V3);
            var words = new ArrayList<String>();
            for (var word : halves[0].split(" ", -1)) {
                var variable = word.split("=", 2);
                if (words.isEmpty() && word.startsWith("ETCDCTL_")) {
                    environment.put(variable[0], variable[1]);
                } else {
                    words.add(word.equals("''") ? "" : word.replace('~', ' '));
                }
            }
            var input = halves.length < 2 ? "" : halves[1].replace("\\n", "\n");
            return new Line(parts.group(1), environment, words, input);
        }

        int count() {
            return lines.equals("h") ? 0 : Integer.parseInt(lines);
        }

        Ran seen(Ran ran) {
            return lines.equals("h") ? new Ran(ran.exitCode(), "help", ran.err()) : ran;
        }
    }

    /** What both said. */
    private record Both(String line, Ran theirs, Ran ours) {
        static Both of(Line line, RealEtcd etcd) throws Exception {
            var words = new ArrayList<>(List.of("--endpoints", etcd.url()));
            words.addAll(line.words());
            var theirs = Lasting.debians(line.count(), line.environment(), line.input(), words);
            var ours = Lasting.ours(line.count(), line.environment(), line.input(), words);
            return new Both(line.toString(), line.seen(theirs), line.seen(ours));
        }
    }

    @Test
    void ourWatchesTellWhatTheOriginalsTell() throws Exception {
        assumeTrue(RealEtcd.isInstalled(), "Skipped: etcd and etcdctl are not installed");
        try (var etcd = RealEtcd.start(folder)) {
            write(etcd);
            var softly = new SoftAssertions();
            try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
                var runs = lines().stream().map(it -> threads.submit(() -> Both.of(it, etcd)));
                for (var run : runs.toList()) {
                    var both = run.get();
                    softly.assertThat(both.ours()).as(both.line()).isEqualTo(both.theirs());
                }
            }
            softly.assertAll();
        }
    }

    /** Revisions 2 to 8, the first three compacted. */
    private static void write(RealEtcd etcd) {
        var changes = "put a 7\nput b 8\ndel ab\n";
        for (var words : List.of("put x 0", "put x 1", "put a 1", "put a 2", "put ab 3", "del a")) {
            run(etcd, "", words.split(" ", -1));
        }
        run(etcd, "\n" + changes + "\n\n", "txn");
        run(etcd, "", "compaction", "3");
    }

    private static void run(RealEtcd etcd, String input, String... words) {
        var all = new ArrayList<>(List.of("--endpoints", etcd.url()));
        all.addAll(Arrays.asList(words));
        var ran = Ran.ours(V3, input, all);
        if (ran.exitCode() != 0) throw new IllegalStateException(ran.toString());
    }

    private static List<Line> lines() throws IOException {
        try (var in = V3WatchTest.class.getResourceAsStream("watching.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(it -> !it.isBlank() && !it.startsWith("#"))
                    .map(Line::of)
                    .toList();
        }
    }
}
