package turtlelab.node.peer.http;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import turtlelab.node.base.Bytes;
import turtlelab.node.lease.LeaseAnswer;
import turtlelab.node.lease.LeaseQuestion;

/**
 * Questions about leases as text: to {@code /leases} one id in hex per line, answered by a line
 * each; to {@code /leases/internal} one id and perhaps the word {@code keys}, answered by a line
 * for the lease and one per key in Base64. A lease is {@code LEFT GRANTED} in seconds, or {@code
 * gone}. Reading is total: whatever the text is, the result is a value or empty.
 */
final class LeaseText {
    private static final String GONE = "gone";
    private static final String KEYS = " keys";
    private static final int HEX = 16;

    private LeaseText() {}

    static String ids(List<Long> ids) {
        var text = new StringBuilder();
        ids.forEach(id -> text.append(Long.toHexString(id)).append('\n'));
        return text.toString();
    }

    static Optional<List<Long>> readIds(String text) {
        var ids = new ArrayList<Long>();
        try {
            text.lines().forEach(line -> ids.add(Long.parseUnsignedLong(line, HEX)));
            return Optional.of(ids);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    static String question(LeaseQuestion question) {
        return Long.toHexString(question.id()) + (question.keys() ? KEYS : "");
    }

    static Optional<LeaseQuestion> readQuestion(String text) {
        var keys = text.endsWith(KEYS);
        var id = keys ? text.substring(0, text.length() - KEYS.length()) : text;
        try {
            return Optional.of(new LeaseQuestion(Long.parseUnsignedLong(id, HEX), keys));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Answers, each in a line without its keys; only those that a leader can give. */
    static String answers(List<LeaseAnswer> answers) {
        var text = new StringBuilder();
        answers.forEach(answer -> text.append(line(answer)).append('\n'));
        return text.toString();
    }

    static Optional<List<LeaseAnswer>> readAnswers(String text) {
        try {
            return Optional.of(text.lines().map(line -> read(line, List.of())).toList());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** One answer with its keys. */
    static String answer(LeaseAnswer answer) {
        var text = new StringBuilder(line(answer)).append('\n');
        if (answer instanceof LeaseAnswer.Running(_, _, var keys)) {
            keys.forEach(
                    key -> text.append(Base64.getEncoder().encodeToString(key.raw())).append('\n'));
        }
        return text.toString();
    }

    static Optional<LeaseAnswer> readAnswer(String text) {
        var lines = text.lines().toList();
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(read(lines.getFirst(), lines.subList(1, lines.size())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String line(LeaseAnswer answer) {
        return switch (answer) {
            case LeaseAnswer.Running(var left, var granted, _) -> left + " " + granted;
            case LeaseAnswer.Gone _ -> GONE;
            case LeaseAnswer.Failed _, LeaseAnswer.TimedOut _ ->
                    throw new IllegalArgumentException("no answer of a leader: " + answer);
        };
    }

    private static LeaseAnswer read(String line, List<String> keys) {
        if (line.equals(GONE)) {
            return new LeaseAnswer.Gone();
        }
        var words = line.split(" ", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("not two numbers: " + line);
        }
        return new LeaseAnswer.Running(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                keys.stream().map(key -> Bytes.wrap(Base64.getDecoder().decode(key))).toList());
    }
}
