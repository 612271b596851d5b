package turtlelab.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.state.v2.auth.V2AuthView;
import turtlelab.node.state.v2.auth.V2Permissions;
import turtlelab.node.state.v2.auth.V2Role;
import turtlelab.node.state.v2.auth.V2User;

class V2GuardTest {
    private static final Passwords PASSWORDS = new Passwords(new SecureRandom());
    private static final Caller ROOT = new Caller.Named("root", "root's");
    private static final Caller ANN = new Caller.Named("ann", "ann's");
    private static final Map<String, V2User> USERS =
            Map.of(
                    "root", new V2User("root", PASSWORDS.hash("root's"), null),
                    "ann", new V2User("ann", PASSWORDS.hash("ann's"), List.of("r", "no such")));
    private static final Map<String, V2Role> ROLES =
            Map.of(
                    "r",
                    new V2Role("r", new V2Permissions(List.of("/one", "/r/*"), List.of("/w*"))),
                    "guest",
                    new V2Role("guest", new V2Permissions(List.of("/pub/*"), null)));

    private final V2Guard guard = guard(true);

    @ParameterizedTest
    @CsvSource({
        "/one, false, false, true",
        "/one, false, true, false",
        "/one, true, false, false",
        "/one/below, false, false, false",
        "/r/a/b, false, false, true",
        "/r/a, true, false, true",
        "/r, false, false, false",
        "/r/, true, false, true",
        "/w, false, true, true",
        "/wide, true, true, true",
        "/w, false, false, false",
        "/pub/a, false, false, false",
    })
    void aUserReachesWhatTheRolesAllow(
            String key, boolean recursive, boolean write, boolean allowed) throws Exception {
        var reach = new V2Guard.Reach(key, recursive, write);
        assertThat(guard.mayReach(ANN, reach)).isEqualTo(allowed);
        assertThat(guard.mayReach(ROOT, reach)).isTrue();
        assertThat(guard.mayReach(new Caller.Named("ann", "wrong"), reach)).isFalse();
        assertThat(guard.mayReach(new Caller.Named("eve", "ann's"), reach)).isFalse();
        assertThat(guard.mayReach(new Caller.Garbled(), reach)).isFalse();
    }

    @Test
    void whoDoesNotSayWhoHeIsIsAGuest() throws Exception {
        var nobody = new Caller.Nobody();
        assertThat(guard.mayReach(nobody, new V2Guard.Reach("/pub/a", false, false))).isTrue();
        assertThat(guard.mayReach(nobody, new V2Guard.Reach("/pub/a", false, true))).isFalse();
        assertThat(guard.mayReach(nobody, new V2Guard.Reach("/one", false, false))).isFalse();
    }

    @Test
    void onlyRootIsRoot() throws Exception {
        assertThat(guard.isRoot(ROOT)).isTrue();
        assertThat(guard.isRoot(ANN)).isFalse();
        assertThat(guard.isRoot(new Caller.Named("root", "ann's"))).isFalse();
        assertThat(guard.isRoot(new Caller.Nobody())).isFalse();
    }

    @Test
    void withoutAuthenticationEverybodyMayDoEverything() throws Exception {
        var open = guard(false);
        var anything = new V2Guard.Reach("/any", true, true);
        assertThat(open.isRoot(new Caller.Nobody())).isTrue();
        assertThat(open.mayReach(new Caller.Garbled(), anything)).isTrue();
    }

    @Test
    void aCallerIsReadFromItsHeader() {
        assertThat(Caller.of(null)).isEqualTo(new Caller.Nobody());
        assertThat(Caller.of("Basic YTpiOmM=")).isEqualTo(new Caller.Named("a", "b:c"));
        assertThat(Caller.of("basic YTo=")).isEqualTo(new Caller.Named("a", ""));
        for (var garbled : List.of("Bearer x", "Basic", "Basic !", "Basic YQ==")) {
            assertThat(Caller.of(garbled)).as(garbled).isEqualTo(new Caller.Garbled());
        }
    }

    private static V2Guard guard(boolean enabled) {
        var view = new V2AuthView(enabled, new TreeMap<>(USERS), new TreeMap<>(ROLES));
        return new V2Guard(() -> view, PASSWORDS);
    }
}
