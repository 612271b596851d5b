package turtlelab.node.state.v2.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Store;
import turtlelab.node.state.v2.auth.V2AuthAnswer.Done;
import turtlelab.node.state.v2.auth.V2AuthAnswer.OfRole;
import turtlelab.node.state.v2.auth.V2AuthAnswer.OfUser;
import turtlelab.node.state.v2.auth.V2AuthAnswer.Refused;
import turtlelab.node.state.v2.auth.V2AuthAnswer.Why;
import turtlelab.node.state.v2.auth.V2AuthCommand.ChangeRole;
import turtlelab.node.state.v2.auth.V2AuthCommand.ChangeUser;
import turtlelab.node.state.v2.auth.V2AuthCommand.CreateRole;
import turtlelab.node.state.v2.auth.V2AuthCommand.CreateUser;
import turtlelab.node.state.v2.auth.V2AuthCommand.DeleteRole;
import turtlelab.node.state.v2.auth.V2AuthCommand.DeleteUser;
import turtlelab.node.state.v2.auth.V2AuthCommand.Disable;
import turtlelab.node.state.v2.auth.V2AuthCommand.Enable;
import turtlelab.node.state.v2.auth.V2AuthCommand.PutUser;

class V2AuthStoreTest {
    private final Kept kept = new Kept();
    private final V2AuthStore store = new V2AuthStore(kept);

    @Test
    void authenticationNeedsRootAndMakesTheGuest() {
        assertThat(make(new Enable()))
                .isEqualTo(refused(Why.CONFLICT, "No root user available, please create one"));
        make(new PutUser("root", "#"));
        assertThat(make(new Enable())).isEqualTo(new Done());
        assertThat(store.view().enabled()).isTrue();
        assertThat(store.view().role("guest")).contains(V2Role.FIRST_GUEST);
        assertThat(make(new Enable())).isEqualTo(refused(Why.CONFLICT, "already enabled"));
        assertThat(make(new Disable())).isEqualTo(new Done());
        assertThat(make(new Disable())).isEqualTo(refused(Why.CONFLICT, "already disabled"));
    }

    @Test
    void aGuestWhoWasChangedStaysSo() {
        var guest = new V2Role("guest", V2Permissions.NONE);
        make(new CreateRole(guest));
        make(new PutUser("root", "#"));
        make(new Enable());
        assertThat(store.view().role("guest")).contains(guest);
    }

    @Test
    void rootHasItsRoleAndOthersHaveNone() {
        assertThat(make(new PutUser("root", "#")))
                .isEqualTo(new OfUser(new V2User("root", "#", List.of("root")), true));
        assertThat(make(new PutUser("ann", "#")))
                .isEqualTo(new OfUser(new V2User("ann", "#", null), true));
        assertThat(make(new CreateUser("bob", "#", List.of("r"))))
                .isEqualTo(new OfUser(new V2User("bob", "#", List.of("r")), true));
    }

    @Test
    void aUserWithoutPasswordIsRefusedAndOneThatExistsToo() {
        assertThat(make(new CreateUser("ann", null, null)))
                .isEqualTo(refused(Why.SENSELESS, "Cannot create user ann with an empty password"));
        make(new PutUser("ann", "#"));
        assertThat(make(new CreateUser("ann", "#", null)))
                .isEqualTo(refused(Why.CONFLICT, "User ann already exists."));
        assertThat(make(new PutUser("ann", "other")))
                .isEqualTo(new OfUser(new V2User("ann", "other", List.of()), false));
    }

    @Test
    void rolesAreGrantedOnceAndRevokedWhenHeld() {
        make(new PutUser("ann", "#"));
        assertThat(make(new ChangeUser("ann", null, List.of("b", "a"), List.of())))
                .isEqualTo(new OfUser(new V2User("ann", "#", List.of("a", "b")), false));
        assertThat(make(new ChangeUser("ann", null, List.of("a"), List.of())))
                .isEqualTo(refused(Why.CONFLICT, "Granting duplicate role a for user ann"));
        assertThat(make(new ChangeUser("ann", null, List.of(), List.of("c"))))
                .isEqualTo(refused(Why.CONFLICT, "Revoking ungranted role c for user ann"));
        assertThat(make(new ChangeUser("ann", null, List.of(), List.of())))
                .isEqualTo(
                        refused(
                                Why.SENSELESS,
                                "User not updated. Use grant/revoke/password to update the user."));
        assertThat(make(new ChangeUser("eve", null, List.of("a"), List.of())))
                .isEqualTo(refused(Why.MISSING, "User eve does not exist."));
        assertThat(make(new ChangeUser("ann", "new", List.of("c"), List.of("a"))))
                .isEqualTo(new OfUser(new V2User("ann", "new", List.of("b", "c")), false));
    }

    @Test
    void rootCannotBeDeletedWhileItIsNeeded() {
        make(new PutUser("root", "#"));
        make(new Enable());
        assertThat(make(new DeleteUser("root")))
                .isEqualTo(
                        refused(Why.FORBIDDEN, "Cannot delete root user while auth is enabled."));
        make(new Disable());
        assertThat(make(new DeleteUser("root"))).isEqualTo(new Done());
        assertThat(make(new DeleteUser("root")))
                .isEqualTo(refused(Why.MISSING, "User root does not exist"));
    }

    @Test
    void theRoleRootNeverChanges() {
        var why = refused(Why.FORBIDDEN, "Cannot modify role root: is root role.");
        assertThat(make(new CreateRole(new V2Role("root", V2Permissions.NONE)))).isEqualTo(why);
        assertThat(make(new ChangeRole("root", reading("/a"), null))).isEqualTo(why);
        assertThat(make(new DeleteRole("root"))).isEqualTo(why);
    }

    @Test
    void permissionsAreGrantedOnceAndRevokedInSilence() {
        var role = new V2Role("r", reading("/a"));
        assertThat(make(new CreateRole(role))).isEqualTo(new OfRole(role, true));
        assertThat(make(new CreateRole(role)))
                .isEqualTo(refused(Why.CONFLICT, "Role r already exists."));
        assertThat(make(new ChangeRole("r", reading("/a"), null)))
                .isEqualTo(refused(Why.CONFLICT, "Granting duplicate read permission /a"));
        make(new ChangeRole("r", reading("/a2"), null));
        assertThat(make(new ChangeRole("r", null, reading("/z"))))
                .isEqualTo(
                        refused(
                                Why.SENSELESS,
                                "Role not updated. Use grant/revoke to update the role."));
        var both = new V2Permissions(List.of("/a2", "/b"), List.of());
        assertThat(make(new ChangeRole("r", reading("/b"), reading("/a"))))
                .isEqualTo(new OfRole(new V2Role("r", both), false));
        assertThat(make(new ChangeRole("x", null, null)))
                .isEqualTo(refused(Why.MISSING, "Role x does not exist."));
        assertThat(make(new DeleteRole("r"))).isEqualTo(new Done());
        assertThat(make(new DeleteRole("r")))
                .isEqualTo(refused(Why.MISSING, "Role r doesn't exist."));
    }

    @Test
    void whatCameWithACreationIsToldUntilTheNextChange() {
        var role = new V2Role("r", reading("/a"), V2Permissions.NONE, null);
        assertThat(make(new CreateRole(role))).isEqualTo(new OfRole(role, true));
        var changed =
                new OfRole(new V2Role("r", new V2Permissions(List.of("/a"), List.of())), false);
        assertThat(make(new ChangeRole("r", null, reading("/b")))).isEqualTo(changed);
    }

    @Test
    void theIndexRisesAsInEtcd() {
        assertThat(store.apply(new PutUser("root", "#")).steps()).isEqualTo(5);
        assertThat(store.apply(new PutUser("ann", "#")).steps()).isEqualTo(1);
        assertThat(store.apply(new Enable()).steps()).isEqualTo(2);
        assertThat(store.apply(new Enable()).steps()).isZero();
    }

    @Test
    void whatIsKeptIsReadAgain() {
        make(new PutUser("root", "#"));
        make(new CreateUser("ann", "#", List.of("r")));
        make(new CreateUser("gone", "#", null));
        make(new CreateRole(new V2Role("r", new V2Permissions(null, List.of("/w/*")))));
        make(new CreateRole(new V2Role("e", V2Permissions.NONE, null, V2Permissions.NONE)));
        make(new CreateRole(new V2Role("f", V2Permissions.NONE, reading("/a"), reading("/b"))));
        make(new Enable());
        make(new DeleteUser("gone"));
        var again = new V2AuthStore(kept);
        assertThat(again.view()).isEqualTo(store.view());
        assertThat(again.apply(new PutUser("bob", "#")).steps()).isEqualTo(1);
    }

    private V2AuthAnswer make(V2AuthCommand command) {
        return store.apply(command).answer();
    }

    private static Refused refused(Why why, String text) {
        return new Refused(why, "auth: " + text);
    }

    private static V2Permissions reading(String pattern) {
        return new V2Permissions(List.of(pattern), null);
    }

    /** A table in memory. */
    private static final class Kept implements V2Store {
        private final TreeMap<Bytes, Bytes> table = new TreeMap<>();

        @Override
        public void forEach(BiConsumer<Bytes, Bytes> reader) {
            table.forEach(reader);
        }

        @Override
        public void put(Bytes key, Bytes value) {
            table.put(key, value);
        }

        @Override
        public void remove(Bytes key) {
            table.remove(key);
        }
    }
}
