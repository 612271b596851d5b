package turtlelab.node.state.v2.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.state.v2.V2Action;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Command.CompareAndDelete;
import turtlelab.node.state.v2.V2Command.CompareAndSwap;
import turtlelab.node.state.v2.V2Command.Condition;
import turtlelab.node.state.v2.V2Command.Content;
import turtlelab.node.state.v2.V2Command.Create;
import turtlelab.node.state.v2.V2Command.CreateInOrder;
import turtlelab.node.state.v2.V2Command.Delete;
import turtlelab.node.state.v2.V2Command.Expire;
import turtlelab.node.state.v2.V2Command.Set;
import turtlelab.node.state.v2.V2Command.Update;
import turtlelab.node.state.v2.V2Result;
import turtlelab.node.state.v2.V2Result.Error;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2Result.Node;

class V2TreeTest {
    private final V2Tree tree = new V2Tree();

    @Test
    void aSetMakesAFileAndTheDirectoriesAboveIt() {
        var event = set("/a/b", "1");

        assertThat(event.action()).isEqualTo(V2Action.SET);
        assertThat(event.created()).isTrue();
        assertThat(event.node()).isEqualTo(file("/a/b", "1", 1, 1));
        assertThat(get("/a").nodes()).containsExactly(file("/a/b", "1", 1, 1));
        assertThat(get("/a").dir()).isTrue();
        assertThat(get("/a").createdIndex()).isEqualTo(1);
    }

    @Test
    void aSetOverAFileResetsItsCreationIndexAndTellsWhatWasThere() {
        set("/a", "1");
        var event = set("/a", "2");

        assertThat(event.created()).isFalse();
        assertThat(event.node()).isEqualTo(file("/a", "2", 2, 2));
        assertThat(event.previous()).isEqualTo(file("/a", "1", 1, 1));
    }

    @Test
    void aDirectoryCanReplaceAFileButNothingReplacesADirectory() {
        set("/a", "1");
        assertThat(((Event) tree.apply(new Set("/a", Content.directory()))).node().dir()).isTrue();
        refused(new Set("/a", Content.directory()), V2Code.NOT_A_FILE, "/a");
        refused(new Set("/a", Content.file("x")), V2Code.NOT_A_FILE, "/a");
    }

    @Test
    void theFirstMissingElementIsTheCauseOfAMiss() {
        set("/a/b", "1");
        assertThat(tree.view().get("/a/x/y", false, false))
                .isEqualTo(new Error(V2Code.KEY_NOT_FOUND, "/a/x", 1));
        refused(new Delete("/x/y/z", false, true), V2Code.KEY_NOT_FOUND, "/x");
    }

    @Test
    void aFileOnTheWayIsNotADirectory() {
        set("/f", "1");
        var content = Content.file("x");
        assertThat(tree.view().get("/f/g/h", false, false))
                .isEqualTo(new Error(V2Code.NOT_A_DIRECTORY, "/f", 1));
        refused(new Set("/f/g", content), V2Code.NOT_A_DIRECTORY, "/f");
        refused(new Create("/f/g", content), V2Code.NOT_A_DIRECTORY, "/f");
        refused(new CreateInOrder("/f", content), V2Code.NOT_A_DIRECTORY, "/f");
        refused(new Update("/f/g", content), V2Code.NOT_A_DIRECTORY, "/f");
        refused(new Delete("/f/g/h", true, true), V2Code.NOT_A_DIRECTORY, "/f");
    }

    @Test
    void theRootIsReadOnlyButTakesChildrenInOrder() {
        var content = Content.file("x");
        var condition = new Condition("x", 0);
        refused(new Set("/", content), V2Code.ROOT_READ_ONLY, "/");
        refused(new Create("/", content), V2Code.ROOT_READ_ONLY, "/");
        refused(new Update("/", content), V2Code.ROOT_READ_ONLY, "/");
        refused(new CompareAndSwap("/", condition, content), V2Code.ROOT_READ_ONLY, "/");
        refused(new Delete("/", true, true), V2Code.ROOT_READ_ONLY, "/");
        refused(new CompareAndDelete("/", condition), V2Code.NOT_A_FILE, "");
        assertThat(changed(new CreateInOrder("/", content)).node().key())
                .isEqualTo("/00000000000000000001");
    }

    @Test
    void aCreateInOrderIsNamedAfterItsIndex() {
        set("/x", "1");
        var event = changed(new CreateInOrder("/queue", Content.file("job")));
        assertThat(event.action()).isEqualTo(V2Action.CREATE);
        assertThat(event.node()).isEqualTo(file("/queue/00000000000000000002", "job", 2, 2));
    }

    @Test
    void aCreateRefusesWhatExists() {
        changed(new Create("/a/b", Content.file("1")));
        refused(new Create("/a/b", Content.file("2")), V2Code.KEY_EXISTS, "/a/b");
        refused(new Create("/a", Content.directory()), V2Code.KEY_EXISTS, "/a");
    }

    @Test
    void anUpdateKeepsTheCreationIndex() {
        set("/a", "1");
        var event = changed(new Update("/a", Content.file("2")));
        assertThat(event.node()).isEqualTo(file("/a", "2", 2, 1));
        assertThat(event.previous()).isEqualTo(file("/a", "1", 1, 1));
        refused(new Update("/none", Content.file("2")), V2Code.KEY_NOT_FOUND, "/none");
    }

    /** etcd's own oddity: the answer names the new index, the directory keeps its old one. */
    @Test
    void anUpdateOfADirectoryChangesItsExpirationOnly() {
        changed(new Set("/d", Content.directory()));
        var event = changed(new Update("/d", Content.directory().expiringAt(9_000)));
        assertThat(event.node().modifiedIndex()).isEqualTo(2);
        assertThat(event.node().expiresAtMillis()).isEqualTo(9_000);
        assertThat(get("/d").modifiedIndex()).isEqualTo(1);
        refused(new Update("/d", Content.file("x")), V2Code.NOT_A_FILE, "/d");
    }

    @Test
    void aRefreshKeepsTheValueAndIsMarkedAsSilent() {
        set("/a", "1");
        var refresh = new Content("", false, 5_000, true);
        var event = changed(new Update("/a", refresh));
        assertThat(event.refresh()).isTrue();
        assertThat(event.node().value()).isEqualTo("1");
        assertThat(changed(new Set("/a", refresh)).node().createdIndex()).isEqualTo(3);
        var swap = new CompareAndSwap("/a", new Condition("1", 0), refresh);
        assertThat(changed(swap).node().value()).isEqualTo("1");
        refused(new Set("/none", refresh), V2Code.KEY_NOT_FOUND, "/none");
    }

    @Test
    void aCompareAndSwapTellsEachPartThatDiffers() {
        set("/a", "1");
        var content = Content.file("2");
        refuseSwap(new Condition("9", 0), "[9 != 1]");
        refuseSwap(new Condition(null, 7), "[7 != 1]");
        refuseSwap(new Condition("9", 7), "[9 != 1] [7 != 1]");
        refuseSwap(new Condition("1", 7), "[7 != 1]");
        var event = changed(new CompareAndSwap("/a", new Condition("1", 1), content));
        assertThat(event.action()).isEqualTo(V2Action.COMPARE_AND_SWAP);
        assertThat(event.node()).isEqualTo(file("/a", "2", 2, 1));
    }

    @Test
    void comparingNeedsAFile() {
        changed(new Set("/d", Content.directory()));
        var any = new Condition("x", 0);
        refused(new CompareAndSwap("/d", any, Content.file("")), V2Code.NOT_A_FILE, "/d");
        refused(new CompareAndDelete("/d", any), V2Code.NOT_A_FILE, "/d");
        refused(new CompareAndDelete("/no", any), V2Code.KEY_NOT_FOUND, "/no");
    }

    @Test
    void aDeleteTellsWhatWasThereAndNoMore() {
        set("/a", "1");
        var event = changed(new Delete("/a", false, false));
        assertThat(event.node()).isEqualTo(new Node("/a", null, false, 0, null, 2, 1));
        assertThat(event.previous()).isEqualTo(file("/a", "1", 1, 1));
        assertThat(tree.view().get("/a", false, false)).isInstanceOf(Error.class);
    }

    @Test
    void aDirectoryGoesOnlyWhenAskedForAndEmptyOrRecursively() {
        set("/d/e/f", "1");
        refused(new Delete("/d", false, false), V2Code.NOT_A_FILE, "/d");
        refused(new Delete("/d", true, false), V2Code.DIRECTORY_NOT_EMPTY, "/d");
        var event = changed(new Delete("/d", false, true));
        assertThat(event.previous()).isEqualTo(new Node("/d", null, true, 0, null, 1, 1));
        refused(new Delete("/d", false, true), V2Code.KEY_NOT_FOUND, "/d");
    }

    @Test
    void aCompareAndDeleteDeletesOnlyWhatItKnows() {
        set("/a", "1");
        refused(
                new CompareAndDelete("/a", new Condition("2", 0)),
                V2Code.COMPARE_FAILED,
                "[2 != 1]");
        var event = changed(new CompareAndDelete("/a", new Condition("1", 1)));
        assertThat(event.action()).isEqualTo(V2Action.COMPARE_AND_DELETE);
    }

    @Test
    void expiringDeletesWhatIsDueInTheOrderOfTheClock() {
        changed(new Set("/late", Content.file("1").expiringAt(300)));
        changed(new Set("/soon", Content.file("2").expiringAt(100)));
        changed(new Set("/dir", Content.directory().expiringAt(200)));
        changed(new Set("/dir/x", Content.file("3").expiringAt(150)));
        assertThat(tree.view().nextExpirationMillis()).isEqualTo(100);

        var expired = (V2Result.Expired) tree.apply(new Expire(200));

        assertThat(expired.events())
                .extracting(event -> event.node().key())
                .containsExactly("/soon", "/dir/x", "/dir");
        assertThat(expired.events().getFirst().previous().value()).isEqualTo("2");
        assertThat(expired.index()).isEqualTo(7);
        assertThat(tree.view().nextExpirationMillis()).isEqualTo(300);
        assertThat(tree.apply(new Expire(200)).index()).isEqualTo(7);
    }

    @Test
    void whatGoesWithItsDirectoryDoesNotExpireAnyMore() {
        changed(new Set("/d/x", Content.file("1").expiringAt(100)));
        changed(new Delete("/d", true, true));
        assertThat(tree.view().nextExpirationMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aWriteWithoutAnExpirationTakesTheOldOneAway() {
        changed(new Set("/a", Content.file("1").expiringAt(100)));
        set("/a", "2");
        assertThat(tree.view().nextExpirationMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aListingShowsOneLevelInOrderAndNothingHidden() {
        set("/d/b", "1");
        set("/d/a/x", "2");
        set("/d/_h/y", "3");
        assertThat(get("/d").nodes()).extracting(Node::key).containsExactly("/d/a", "/d/b");
        assertThat(get("/d").nodes().getFirst().nodes()).isNull();
        assertThat(get("/d/_h").nodes()).extracting(Node::key).containsExactly("/d/_h/y");
        var all = (Event) tree.view().get("/d", true, true);
        assertThat(all.node().nodes().getFirst().nodes()).hasSize(1);
    }

    @Test
    void theRootHasNeitherKeyNorIndexes() {
        assertThat(get("/")).isEqualTo(new Node("", null, true, 0, List.of(), 0, 0));
    }

    @Test
    void aViewStaysAsItWas() {
        set("/a", "1");
        var before = tree.view();
        set("/a", "2");
        assertThat(((Event) before.get("/a", false, false)).node().value()).isEqualTo("1");
        assertThat(before.index()).isEqualTo(1);
    }

    @Test
    void theClustersOwnChangesRaiseTheIndex() {
        tree.raiseIndex();
        tree.raiseIndex();
        tree.raiseIndex();
        assertThat(tree.view().index()).isEqualTo(3);
        assertThat(set("/a", "1").index()).isEqualTo(4);
    }

    @Test
    void aKeyHasABoundedNumberOfLevels() {
        var deep = "/a".repeat(V2Tree.MAX_LEVELS);
        set(deep, "1");
        refused(
                new Set(deep + "/b", Content.file("")),
                V2Code.INVALID_FIELD,
                "more than 1000 levels");
        assertThat(tree.view().get("/", true, true)).isInstanceOf(Event.class);
        tree.view().hash();
    }

    @Test
    void onlyWhatChangedIsSaved() {
        var store = new MemoryStore();
        var events = new MemoryStore();
        set("/d/a", "1");
        set("/d/b", "1");
        tree.save(store, events);
        store.writes = 0;
        tree.save(store, events);
        assertThat(store.writes).isZero();
        set("/d/a", "2");
        set("/d/a", "3");
        tree.save(store, events);
        assertThat(store.writes).isEqualTo(2);
        assertThat(events.entries).hasSize(4);
    }

    @Test
    void successesAndFailuresAreCounted() {
        set("/a", "1");
        tree.apply(new Update("/no", Content.file("")));
        assertThat(tree.view().counts().successes(V2Action.SET)).isEqualTo(1);
        assertThat(tree.view().counts().failures(V2Action.UPDATE)).isEqualTo(1);
    }

    private Event set(String path, String value) {
        return changed(new Set(path, Content.file(value)));
    }

    private Event changed(V2Command command) {
        return (Event) tree.apply(command);
    }

    private void refused(V2Command command, V2Code code, String cause) {
        long index = tree.view().index();
        assertThat(tree.apply(command)).isEqualTo(new Error(code, cause, index));
        assertThat(tree.view().index()).isEqualTo(index);
    }

    private void refuseSwap(Condition condition, String cause) {
        var command = new CompareAndSwap("/a", condition, Content.file("2"));
        refused(command, V2Code.COMPARE_FAILED, cause);
    }

    private Node get(String path) {
        return ((Event) tree.view().get(path, false, false)).node();
    }

    private static Node file(String key, String value, long modified, long created) {
        return new Node(key, value, false, 0, null, modified, created);
    }
}
