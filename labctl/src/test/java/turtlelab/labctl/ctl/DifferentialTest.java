package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same command lines through Debian's etcdctl and through ours, each on a fresh etcd of its
 * own: stdout, stderr and exit code must be equal. A line of {@code differential.txt} says what is
 * compared: {@code =} all, {@code h} all but stdout (which is help), {@code 1} exit code and the
 * first line of stderr.
 */
class DifferentialTest {

    private static final Pattern GRANT = Pattern.compile("lease (\\p{XDigit}{16}) granted");
    private static final Pattern LINE = Pattern.compile("([=h1]) ([23]) (.*)");

    @TempDir Path folder;

    /** A command line to be run twice. */
    private record Line(String compared, String api, String input, List<String> words) {

        static Line of(String text) {
            var parts = LINE.matcher(text);
            assertThat(parts.matches()).as(text).isTrue();
            var halves = parts.group(3).split(" << ", 2);
            var input = halves.length < 2 ? "" : halves[1].replace("\\n", "\n");
            var words =
                    Arrays.stream(halves[0].split(" "))
                            .map(it -> it.equals("''") ? "" : it.replace('~', ' '))
                            .toList();
            return new Line(parts.group(1), parts.group(2), input, words);
        }

        Map<String, String> environment() {
            return Map.of("ETCDCTL_API", api);
        }

        /** The words for one of the two; {@code LEASE} is the lease that it granted last. */
        List<String> at(RealEtcd etcd, String lease) {
            var all = new ArrayList<String>();
            if (!words.contains("--endpoints")) {
                all.addAll(List.of("--endpoints", etcd.url()));
            }
            words.forEach(it -> all.add(it.equals("LEASE") ? lease : it));
            return all;
        }
    }

    @Test
    void oursSaysWhatTheOriginalSays() throws Exception {
        assumeTrue(RealEtcd.isInstalled(), skipped());
        try (var theirs = RealEtcd.start(Files.createDirectory(folder.resolve("theirs")));
                var ours = RealEtcd.start(Files.createDirectory(folder.resolve("ours")))) {
            var softly = new SoftAssertions();
            var theirLease = "none";
            var ourLease = "none";
            for (var line : lines()) {
                var words = line.at(theirs, theirLease);
                var expected = Ran.debians(line.environment(), line.input(), words);
                var actual = Ran.ours(line.environment(), line.input(), line.at(ours, ourLease));
                theirLease = granted(expected).orElse(theirLease);
                ourLease = granted(actual).orElse(ourLease);
                softly.assertThat(shown(actual, line))
                        .as("%s %s", line.api(), line.words())
                        .isEqualTo(shown(expected, line));
            }
            softly.assertAll();
        }
    }

    private static Optional<String> granted(Ran ran) {
        var grant = GRANT.matcher(ran.out());
        return grant.find() ? Optional.of(grant.group(1)) : Optional.empty();
    }

    private static String skipped() {
        var reason = "etcd and etcdctl are not installed: no comparison with the original";
        if (!RealEtcd.isInstalled()) System.err.println("skipped: " + reason);
        return reason;
    }

    private static List<Line> lines() {
        try (var in = DifferentialTest.class.getResourceAsStream("differential.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(it -> !it.isBlank() && !it.startsWith("#"))
                    .map(Line::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(Ran ran, Line line) {
        var err = masked(ran.err());
        var seen =
                switch (line.compared()) {
                    case "=" -> masked(ran.out()) + "-- stderr\n" + err;
                    case "h" -> err;
                    default -> err.lines().limit(1).collect(Collectors.joining());
                };
        return "exit " + ran.exitCode() + "\n" + seen;
    }

    /** Without what differs from run to run, and what the original's libraries have to say. */
    private static String masked(String text) {
        return text.lines()
                .filter(it -> !it.startsWith("{\"level\":\"warn\"") && !it.startsWith("stty: "))
                .map(DifferentialTest::maskedLine)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String maskedLine(String line) {
        var table = line.matches("[|+].*") ? line.replaceAll("-+", "-") : line;
        return table.replaceAll("(?<=[|]) +| +(?=[|])", " ")
                .replaceAll("127\\.9\\.1\\.1:\\d+", "HOST")
                .replaceAll(" {0,3}\\b[0-9a-f]{13,16}\\b", " ID")
                .replaceAll("^ ID", "ID")
                .replaceAll("(l=http://127.9.1.9:2380),(one=http://HOST)", "$2,$1")
                .replaceAll("(\"dbSize\\w*\":|\"DBSize\" : )\\d+|\\d+ kB", "$1SIZE")
                .replaceAll("\\b\\d{16,20}\\b", "ID")
                .replaceAll("remaining\\(\\d+s\\)|(?<=\"(TTL|ttl)\"( :|:) ?)29\\d", "LEFT")
                .replaceAll("(?<=took = |\"took\":\"|\"Took\" : )[\\d.]+(µ|m|n)?s", "TIME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll("^\\d{4}/?-?\\d\\d/?-?\\d\\d [\\d:.]+ [CW] \\| ", "")
                .replaceAll("(true|false), (\\d+), \\d+, \\d+, $", "$1, $2, N, N, ")
                .replaceAll("(\"raft\\w*Index\":|\"Raft\\w*Index\" : )\\d+", "$1N")
                .replaceAll("\\d+ \\| +\\d+ \\| +\\| *$|\\d+ \\| +\\d+ \\| +\\|$", "N");
    }
}
