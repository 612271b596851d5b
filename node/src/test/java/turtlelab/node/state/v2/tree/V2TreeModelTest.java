package turtlelab.node.state.v2.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Command.Condition;
import turtlelab.node.state.v2.V2Command.Content;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Next;
import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.V2Result;
import turtlelab.node.state.v2.history.V2History;

/**
 * Random commands on the tree, on a flat map of paths, and on a tree that is reloaded all the time.
 */
class V2TreeModelTest {
    private static final List<String> NAMES = List.of("a", "b", "_h", "é", "😀");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTreeAndItsReloadedTwinHoldWhatAFlatMapHolds(long seed) {
        var chance = new Random(seed);
        var store = new MemoryStore();
        var events = new MemoryStore();
        var tree = new V2Tree();
        var twin = new V2Tree();
        var model = new Model();
        for (int step = 0; step < 2_000; step++) {
            var command = anyCommand(chance);
            var answer = tree.apply(command);
            assertThat(twin.apply(command)).isEqualTo(answer);
            assertThat(model.apply(command)).as("seed %d: %s", seed, command).isEqualTo(ok(answer));
            if (step % 50 == 0) {
                twin.save(store, events);
                twin = V2Tree.load(store, events);
                assertThat(twin.view().hash()).isEqualTo(tree.view().hash());
                assertThat(happened(twin)).isEqualTo(happened(tree));
                assertThat(flat(tree)).as("seed %d step %d", seed, step).isEqualTo(model.entries);
            }
        }
    }

    /** Every event that a watcher of everything is told. */
    private static List<V2Next> happened(V2Tree tree) {
        var interest = new V2Interest("/", true);
        var told = new ArrayList<V2Next>();
        long from = Math.max(1, tree.view().index() - V2History.MOST_EVENTS + 1);
        var next = tree.view().next(interest, from);
        while (next instanceof V2Next.Found(var event)) {
            told.add(next);
            next = tree.view().next(interest, event.node().modifiedIndex() + 1);
        }
        assertThat(next).isEqualTo(new V2Next.UpToDate(tree.view().index()));
        told.add(tree.view().next(interest, from - 1));
        return told;
    }

    private static boolean ok(V2Result result) {
        return !(result instanceof V2Result.Error);
    }

    private static V2Command anyCommand(Random chance) {
        var path = new StringBuilder();
        for (int i = chance.nextInt(1, 4); i > 0; i--) {
            path.append('/').append(NAMES.get(chance.nextInt(NAMES.size())));
        }
        var key = path.toString();
        long expires = chance.nextInt(4) == 0 ? chance.nextInt(1, 1_000) : 0;
        boolean dir = chance.nextInt(3) == 0;
        var content = new Content(dir ? "" : "v" + chance.nextInt(3), dir, expires, false);
        var condition = new Condition("v" + chance.nextInt(3), 0);
        return switch (chance.nextInt(8)) {
            case 0, 1 -> new V2Command.Set(key, content);
            case 2 -> new V2Command.Create(key, content);
            case 3 -> new V2Command.Update(key, content);
            case 4 -> new V2Command.CompareAndSwap(key, condition, content);
            case 5 -> new V2Command.CompareAndDelete(key, condition);
            case 6 -> new V2Command.Delete(key, dir, chance.nextBoolean());
            default -> new V2Command.Expire(chance.nextInt(100));
        };
    }

    private static Map<String, String> flat(V2Tree tree) {
        var entries = new TreeMap<String, String>();
        var pending = new ArrayList<String>(List.of("/"));
        while (!pending.isEmpty()) {
            var path = pending.removeLast();
            var node = ((V2Result.Event) tree.view().get(path, false, true)).node();
            if (!path.equals("/")) {
                entries.put(path, Model.entry(node.value(), node.expiresAtMillis()));
            }
            if (node.dir()) {
                NAMES.stream()
                        .map(name -> V2Path.child(path, name))
                        .filter(child -> ok(tree.view().get(child, false, true)))
                        .forEach(pending::add);
            }
        }
        return entries;
    }

    /** The same rules on a map of paths: naive, slow, and easy to believe. */
    private static final class Model {
        final TreeMap<String, String> entries = new TreeMap<>();

        static String entry(@Nullable String value, long expires) {
            return (value == null ? "dir" : "=" + value) + "@" + expires;
        }

        boolean apply(V2Command command) {
            var path = command.path();
            if (command instanceof V2Command.Expire(_, var until)) {
                return expire(until);
            }
            if (blocked(path)) {
                return false;
            }
            var there = entries.get(path);
            return switch (command) {
                case V2Command.Set(_, var content) -> !isDir(there) && write(path, content);
                case V2Command.Create(_, var content) -> there == null && write(path, content);
                case V2Command.Update(_, var content) -> update(path, there, content);
                case V2Command.CompareAndSwap(_, var condition, var content) ->
                        holds(there, condition) && update(path, there, content);
                case V2Command.CompareAndDelete(_, var condition) ->
                        holds(there, condition) && remove(path);
                case V2Command.Delete(_, var dir, var recursive) ->
                        there != null
                                && (!isDir(there) || recursive || (dir && !hasChildren(path)))
                                && remove(path);
                case V2Command.CreateInOrder _, V2Command.Expire _ ->
                        throw new IllegalArgumentException("not drawn here");
            };
        }

        private boolean blocked(String path) {
            return parents(path).stream()
                    .map(entries::get)
                    .anyMatch(there -> there != null && !isDir(there));
        }

        private static List<String> parents(String path) {
            var parents = new ArrayList<String>();
            for (int at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
                parents.add(path.substring(0, at));
            }
            return parents;
        }

        private boolean write(String path, Content content) {
            parents(path).forEach(parent -> entries.putIfAbsent(parent, entry(null, 0)));
            var value = content.dir() ? null : content.value();
            entries.put(path, entry(value, content.expiresAtMillis()));
            return true;
        }

        private boolean update(String path, @Nullable String there, Content content) {
            if (there == null || (isDir(there) && !content.value().isEmpty())) {
                return false;
            }
            var value = isDir(there) ? null : content.value();
            entries.put(path, entry(value, content.expiresAtMillis()));
            return true;
        }

        private boolean remove(String path) {
            entries.remove(path);
            entries.keySet().removeIf(key -> key.startsWith(path + "/"));
            return true;
        }

        private boolean expire(long until) {
            for (var key : List.copyOf(entries.keySet())) {
                var entry = entries.get(key);
                if (entry != null) {
                    long at = Long.parseLong(entry.substring(entry.lastIndexOf('@') + 1));
                    if (at != 0 && at <= until) {
                        remove(key);
                    }
                }
            }
            return true;
        }

        private boolean hasChildren(String path) {
            return entries.keySet().stream().anyMatch(key -> key.startsWith(path + "/"));
        }

        private static boolean holds(@Nullable String there, Condition condition) {
            return there != null && there.startsWith("=" + condition.value() + "@");
        }

        private static boolean isDir(@Nullable String there) {
            return there != null && there.startsWith("dir@");
        }
    }
}
