package turtlelab.labctl.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
    @TempDir Path folder;

    @Test
    void everythingBelowIsRemovedAndNothingThatALinkLeadsTo() throws Exception {
        var kept = Files.writeString(folder.resolve("kept"), "data");
        var tree = Files.createDirectories(folder.resolve("tree/a/b"));
        Files.writeString(tree.resolve("c"), "data");
        Files.createSymbolicLink(tree.resolve("link"), folder);
        Tree.remove(folder.resolve("tree"));
        assertThat(folder).isDirectoryContaining(kept::equals);
        assertThat(folder.resolve("tree")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsGone() {
        Tree.remove(folder.resolve("nothing"));
        assertThat(folder.resolve("nothing")).doesNotExist();
    }
}
