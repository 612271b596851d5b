package turtlelab.node.state.v2.auth;

/** What became of a {@link V2AuthCommand}. */
public sealed interface V2AuthAnswer {
    record Done() implements V2AuthAnswer {}

    /** The user as it is now. */
    record OfUser(V2User user, boolean created) implements V2AuthAnswer {}

    /** The role as it is now. */
    record OfRole(V2Role role, boolean created) implements V2AuthAnswer {}

    /** Nothing changed; the text is etcd's. */
    record Refused(Why why, String text) implements V2AuthAnswer {}

    /** The kinds of refusals. */
    enum Why {
        SENSELESS,
        FORBIDDEN,
        MISSING,
        CONFLICT
    }
}
