package turtlelab.features.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second seed's last listing as it was printed, by Debian's etcdctl and by ours. */
class SeedIdentitiesIT {

    @TempDir Path folder;

    @BeforeAll
    static void build() throws Exception {
        Walk.build();
    }

    @Test
    void membersThatAreAddedAtTheMomentsOfThePostHaveItsIdentities() throws IOException {
        Walk.clocked(folder, List.of(Walk.Etcdctl.DEBIANS, Walk.Etcdctl.OURS))
                .play("", "identities.transcript");
    }
}
