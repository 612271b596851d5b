package turtlelab.node.state.v2.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import turtlelab.node.state.v2.tree.V2Node.File;
import turtlelab.node.state.v2.tree.V2Node.Stamps;

class ChildrenTest {
    @Test
    void namesComeInTheOrderOfTheirBytes() {
        var children = Children.EMPTY;
        for (var name : new String[] {"😀", "b", "\uffee", "a", "ab", "é"}) {
            children = children.with(name, file(name));
        }
        assertThat(children)
                .extracting(Children.Entry::name)
                .containsExactly("a", "ab", "b", "é", "\uffee", "😀");
    }

    @Test
    void randomChangesGiveWhatASortedMapGives() {
        var chance = new Random(7);
        var expected = new TreeMap<String, V2Node>();
        var children = Children.EMPTY;
        for (int i = 0; i < 20_000; i++) {
            var name = "k" + chance.nextInt(2_000);
            if (chance.nextInt(5) < 2) {
                expected.remove(name);
                children = children.without(name);
            } else {
                expected.put(name, file("v" + i));
                children = children.with(name, file("v" + i));
            }
        }
        var names = new ArrayList<String>();
        for (var entry : children) {
            names.add(entry.name());
            assertThat(children.get(entry.name())).isEqualTo(expected.get(entry.name()));
            assertThat(Math.abs(lean(entry))).isLessThanOrEqualTo(1);
        }
        assertThat(names).containsExactlyElementsOf(expected.keySet());
    }

    private static int lean(Children.Entry entry) {
        int left = entry.left() == null ? 0 : entry.left().height();
        int right = entry.right() == null ? 0 : entry.right().height();
        return left - right;
    }

    private static V2Node file(String value) {
        return new File(value, Stamps.NONE);
    }
}
