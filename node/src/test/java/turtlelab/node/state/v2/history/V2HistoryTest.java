package turtlelab.node.state.v2.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.state.v2.V2Action;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Command.Content;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Next;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2Result.Node;
import turtlelab.node.state.v2.tree.V2Tree;

class V2HistoryTest {
    private final V2Tree tree = new V2Tree();

    @Test
    void theFirstChangeAtOrAfterAnIndexIsFound() {
        set("/a", "1");
        set("/b", "2");
        set("/a", "3");
        assertThat(found("/a", false, 1)).isEqualTo(1);
        assertThat(found("/a", false, 2)).isEqualTo(3);
        assertThat(found("/", true, 2)).isEqualTo(2);
    }

    @Test
    void nothingIsFoundBeforeItHappens() {
        set("/a", "1");
        assertThat(next("/a", false, 2)).isEqualTo(new V2Next.UpToDate(1));
        assertThat(next("/none", false, 1)).isEqualTo(new V2Next.UpToDate(1));
        assertThat(next("/a", false, 100)).isEqualTo(new V2Next.UpToDate(1));
    }

    @Test
    void theNewestThousandIndexesAreKeptWhateverTheyWereFor() {
        for (int i = 0; i < 1104; i++) {
            if (i < 4) {
                tree.raiseIndex();
            } else {
                set("/k" + i, "1");
            }
        }
        assertThat(found("/", true, 105)).isEqualTo(105);
        assertThat(next("/none", false, 104))
                .isInstanceOfSatisfying(
                        V2Next.Cleared.class,
                        cleared -> {
                            assertThat(cleared.error().code()).isEqualTo(V2Code.EVENT_CLEARED);
                            assertThat(cleared.error().index()).isEqualTo(1104);
                            assertThat(cleared.error().cause())
                                    .isEqualTo("the requested history has been cleared [105/104]");
                        });
    }

    @Test
    void aReaderOfAnOldMomentNoticesThatItsEventsAreGone() {
        set("/a", "1");
        var moment = tree.view();
        for (int i = 0; i < V2History.MOST_EVENTS; i++) {
            set("/b", "2");
        }
        assertThat(moment.next(new V2Interest("/a", false), 1)).isInstanceOf(V2Next.Cleared.class);
    }

    @Test
    void largeValuesAreForgottenSooner() {
        var large = "x".repeat((int) V2History.MOST_CHARACTERS / 4);
        set("/a", large);
        set("/b", large);
        set("/c", large);
        assertThat(found("/a", false, 1)).isEqualTo(1);
        set("/d", large + large);
        assertThat(next("/a", false, 1)).isInstanceOf(V2Next.Cleared.class);
        assertThat(found("/c", false, 3)).isEqualTo(3);
        set("/e", large.repeat(5));
        assertThat(next("/d", false, 4)).isInstanceOf(V2Next.Cleared.class);
        assertThat(found("/e", false, 5)).isEqualTo(5);
    }

    @Test
    void aRefreshIsNothingToBeTold() {
        set("/a", "1");
        tree.apply(
                new V2Command.Set(
                        "/a", Content.file("").expiringAt(1_000_000_000_000L).refreshing()));
        assertThat(next("/a", false, 2)).isEqualTo(new V2Next.UpToDate(2));
    }

    @Test
    void whoWatchesBelowADirectoryIsToldOfItsEnd() {
        set("/d/sub/a", "1");
        set("/dx", "1");
        tree.apply(new V2Command.Delete("/d", true, true));
        assertThat(found("/d/sub/a", false, 3)).isEqualTo(3);
        assertThat(found("/d/sub", false, 3)).isEqualTo(3);
        assertThat(found("/d/not/yet", true, 3)).isEqualTo(3);
        assertThat(next("/dx", false, 3)).isEqualTo(new V2Next.UpToDate(3));
    }

    @Test
    void theEndOfAFileConcernsNobodyBelowIt() {
        set("/f", "1");
        tree.apply(new V2Command.Delete("/f", false, false));
        assertThat(next("/f/x", true, 1)).isEqualTo(new V2Next.UpToDate(2));
    }

    @Test
    void childrenConcernOnlyARecursiveWatch() {
        set("/d/a", "1");
        assertThat(next("/d", false, 1)).isEqualTo(new V2Next.UpToDate(1));
        assertThat(found("/d", true, 1)).isEqualTo(1);
        assertThat(next("/d/a/deeper", true, 1)).isEqualTo(new V2Next.UpToDate(1));
    }

    @Test
    void hiddenKeysConcernOnlyThoseWhoNameThem() {
        set("/d/_h/a", "1");
        set("/_top", "1");
        assertThat(next("/d", true, 1)).isEqualTo(new V2Next.UpToDate(2));
        assertThat(next("/", true, 1)).isEqualTo(new V2Next.UpToDate(2));
        assertThat(found("/d/_h", true, 1)).isEqualTo(1);
        assertThat(found("/_top", false, 1)).isEqualTo(2);
    }

    @Test
    void everyFieldOfAnEventSurvivesTheDisk() {
        var before = new Node("/é/😀", "<old>", false, 7, null, 1, 1);
        var after = new Node("/é/😀", null, true, 0, null, 2, 1);
        for (var action : V2Action.values()) {
            var event = new Event(action, after, before, action == V2Action.SET, 2);
            assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
        }
        var first = new Event(V2Action.CREATE, before, null, false, 1);
        assertThat(EventCodec.decode(EventCodec.encode(first))).isEqualTo(first);
    }

    private void set(String path, String value) {
        tree.apply(new V2Command.Set(path, Content.file(value)));
    }

    private V2Next next(String path, boolean recursive, long from) {
        return tree.view().next(new V2Interest(path, recursive), from);
    }

    private long found(String path, boolean recursive, long from) {
        return ((V2Next.Found) next(path, recursive, from)).event().node().modifiedIndex();
    }
}
