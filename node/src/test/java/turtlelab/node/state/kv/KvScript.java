package turtlelab.node.state.kv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import turtlelab.node.base.Bytes;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;

/**
 * A conversation with a store: verbs in, what happened out.
 *
 * <pre>
 * put KEY VALUE [prev] [ignore-value] [ignore-lease] [lease=N]
 * del KEY [END] [prev]
 * get KEY [END] [rev=N] [limit=N] [sort=T] [desc] [asc] [keys-only] [count-only] [min-mod=N] …
 * txn, then indented: if TARGET KEY [END] OP VALUE · then OPERATION · else OPERATION
 * compact N · finish-compaction · reopen · revision
 * </pre>
 *
 * END {@code *} is every key from KEY on, {@code ''} is empty, {@code \0} a zero byte. Leases other
 * than 7 do not exist.
 */
final class KvScript {
    private final Storage storage = Storage.inMemory();
    private KvStore store = KvStore.open(storage, lease -> lease == 7, KvStore.Bounds.NONE);

    /** The script with the answers as they are now. */
    static String answered(String script) {
        var conversation = new KvScript();
        var out = new StringBuilder();
        for (var paragraph : script.strip().split("\n\n", -1)) {
            var question = paragraph.split("\n----", -1)[0];
            out.append(question);
            if (!question.lines().allMatch(line -> line.startsWith("#"))) {
                out.append("\n----\n").append(conversation.say(question));
            }
            out.append("\n\n");
        }
        return out.toString().strip() + "\n";
    }

    private String say(String question) {
        var answers = new ArrayList<String>();
        var lines =
                new ArrayList<>(question.lines().filter(line -> !line.startsWith("#")).toList());
        while (!lines.isEmpty()) {
            answers.add(once(lines));
            store.publish();
        }
        return String.join("\n", answers);
    }

    private String once(List<String> lines) {
        var words = words(lines.getFirst());
        return switch (words.getFirst()) {
            case "compact" -> {
                lines.removeFirst();
                yield store.compact(Long.parseLong(words.get(1)))
                        .map(Enum::toString)
                        .orElse("compacted");
            }
            case "finish-compaction" -> {
                lines.removeFirst();
                while (store.isCompacting()) {
                    store.publish();
                }
                yield "left " + storage.table("kv.revisions").count() + " versions";
            }
            case "reopen" -> {
                lines.removeFirst();
                storage.commit(Mark.ORIGIN);
                store = KvStore.open(storage, lease -> lease == 7, KvStore.Bounds.NONE);
                yield "opened at " + store.revision();
            }
            case "revision" -> {
                lines.removeFirst();
                yield store.view().revision() + " compacted " + store.view().compactedRevision();
            }
            default -> answer(operation(lines, 0));
        };
    }

    private String answer(Operation operation) {
        var answer =
                operation instanceof Operation.Range range
                        ? store.view().range(range)
                        : store.apply(operation);
        return switch (answer) {
            case KvAnswer.Refused(var rejection) -> rejection.toString();
            case KvAnswer.Answered(var result) -> shown(result, "");
        };
    }

    private static String shown(KvResult result, String indent) {
        var lines = new ArrayList<String>();
        switch (result) {
            case KvResult.Put(var previous, var revision) -> {
                lines.add(indent + "put, revision " + revision);
                if (previous != null) {
                    lines.add(indent + "  was " + shown(previous));
                }
            }
            case KvResult.Deleted(var count, var previous, var revision) -> {
                lines.add(indent + "deleted " + count + ", revision " + revision);
                previous.forEach(each -> lines.add(indent + "  was " + shown(each)));
            }
            case KvResult.Ranged(var found, var count, var more, var revision) -> {
                lines.add(
                        indent
                                + ("found " + count + (more ? " and more" : ""))
                                + (", revision " + revision));
                found.forEach(each -> lines.add(indent + "  " + shown(each)));
            }
            case KvResult.TxnDone(var succeeded, var answers, var revision) -> {
                lines.add(indent + (succeeded ? "success" : "failure") + ", revision " + revision);
                answers.forEach(each -> lines.add(shown(each, indent + "  ")));
            }
        }
        return String.join("\n", lines);
    }

    private static String shown(KeyValue version) {
        return version.key().utf8()
                + "="
                + version.value().utf8()
                + " c"
                + version.createRevision()
                + " m"
                + version.modRevision()
                + " v"
                + version.version()
                + (version.lease() == 0 ? "" : " l" + version.lease());
    }

    /**
     * Takes the operation off the front: one line, and for a transaction what is indented below.
     */
    private static Operation operation(List<String> lines, int indent) {
        var words = words(lines.removeFirst());
        var verb = words.removeFirst();
        if (verb.equals("txn")) {
            return txn(lines, indent + 2);
        }
        var options = options(words);
        var key = bytes(words.get(0));
        var range = new KeyRange(key, words.size() > 1 ? end(words.get(1)) : Bytes.EMPTY);
        return switch (verb) {
            case "put" ->
                    new Operation.Put(
                            key,
                            words.size() > 1 ? bytes(words.get(1)) : Bytes.EMPTY,
                            number(options, "lease"),
                            options.containsKey("prev"),
                            options.containsKey("ignore-value"),
                            options.containsKey("ignore-lease"));
            case "del" -> new Operation.Delete(range, options.containsKey("prev"));
            case "get" -> new Operation.Range(range, rangeOptions(options));
            default -> throw new IllegalArgumentException(verb);
        };
    }

    private static Operation txn(List<String> lines, int indent) {
        var compares = new ArrayList<Compare>();
        var success = new ArrayList<Operation>();
        var failure = new ArrayList<Operation>();
        while (!lines.isEmpty() && lines.getFirst().startsWith(" ".repeat(indent))) {
            var line = lines.removeFirst().strip();
            var split = line.indexOf(' ');
            var rest = line.substring(split + 1);
            switch (line.substring(0, split)) {
                case "if" -> compares.add(compare(words(rest)));
                case "then" -> success.add(nested(rest, lines, indent));
                case "else" -> failure.add(nested(rest, lines, indent));
                default -> throw new IllegalArgumentException(line);
            }
        }
        return new Operation.Txn(compares, success, failure);
    }

    private static Operation nested(String first, List<String> lines, int indent) {
        lines.addFirst(first);
        return operation(lines, indent);
    }

    private static Compare compare(List<String> words) {
        var size = words.size();
        var key = bytes(words.get(1));
        var range = new KeyRange(key, size == 5 ? end(words.get(2)) : Bytes.EMPTY);
        var relation =
                switch (words.get(size - 2)) {
                    case "=" -> Compare.Relation.EQUAL;
                    case "!=" -> Compare.Relation.NOT_EQUAL;
                    case ">" -> Compare.Relation.GREATER;
                    case "<" -> Compare.Relation.LESS;
                    default -> throw new IllegalArgumentException(words.toString());
                };
        var value = words.getLast();
        var operand =
                switch (words.getFirst()) {
                    case "version" -> new Compare.Operand.Version(Long.parseLong(value));
                    case "create" -> new Compare.Operand.CreateRevision(Long.parseLong(value));
                    case "mod" -> new Compare.Operand.ModRevision(Long.parseLong(value));
                    case "lease" -> new Compare.Operand.Lease(Long.parseLong(value));
                    case "value" -> new Compare.Operand.Value(bytes(value));
                    default -> throw new IllegalArgumentException(words.toString());
                };
        return new Compare(range, relation, operand);
    }

    private static RangeOptions rangeOptions(Map<String, String> options) {
        var order =
                options.containsKey("desc")
                        ? RangeOptions.SortOrder.DESCENDING
                        : options.containsKey("asc")
                                ? RangeOptions.SortOrder.ASCENDING
                                : RangeOptions.SortOrder.NONE;
        return new RangeOptions(
                number(options, "rev"),
                number(options, "limit"),
                order,
                RangeOptions.SortTarget.valueOf(options.getOrDefault("sort", "KEY")),
                options.containsKey("keys-only"),
                options.containsKey("count-only"),
                number(options, "min-mod"),
                number(options, "max-mod"),
                number(options, "min-create"),
                number(options, "max-create"));
    }

    /** Takes the options off the words. */
    private static Map<String, String> options(List<String> words) {
        var options = new TreeMap<String, String>();
        var known =
                List.of(
                        "prev",
                        "ignore-value",
                        "ignore-lease",
                        "desc",
                        "asc",
                        "keys-only",
                        "count-only");
        words.removeIf(
                word -> {
                    var parts = word.split("=", 2);
                    var option = known.contains(word) || parts.length == 2;
                    if (option) {
                        options.put(parts[0], parts[parts.length - 1]);
                    }
                    return option;
                });
        return options;
    }

    private static long number(Map<String, String> options, String name) {
        return Long.parseLong(options.getOrDefault(name, "0"));
    }

    private static Bytes end(String word) {
        return word.equals("*") ? Bytes.wrap(new byte[] {0}) : bytes(word);
    }

    private static Bytes bytes(String word) {
        return word.equals("''") ? Bytes.EMPTY : Bytes.utf8(word.replace("\\0", "\0"));
    }

    private static List<String> words(String line) {
        return new ArrayList<>(Arrays.asList(line.strip().split(" +")));
    }
}
