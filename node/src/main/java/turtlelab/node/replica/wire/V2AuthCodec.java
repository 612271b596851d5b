package turtlelab.node.replica.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.v2.auth.V2AuthCommand;
import turtlelab.node.state.v2.auth.V2Permissions;
import turtlelab.node.state.v2.auth.V2Role;

/** Changes of v2 users and roles as they stand in the log. */
final class V2AuthCodec {
    private V2AuthCodec() {}

    static void write(FieldWriter out, V2AuthCommand command) {
        switch (command) {
            case V2AuthCommand.CreateUser(var name, var hash, var roles) ->
                    optional(out.tag(0).text(name).optionalText(hash), roles);
            case V2AuthCommand.PutUser(var name, var hash) ->
                    out.tag(1).text(name).optionalText(hash);
            case V2AuthCommand.ChangeUser(var name, var hash, var grant, var revoke) ->
                    out.tag(2).text(name).optionalText(hash).texts(grant).texts(revoke);
            case V2AuthCommand.DeleteUser(var name) -> out.tag(3).text(name);
            case V2AuthCommand.CreateRole(var role) -> {
                write(out.tag(9).text(role.name()), role.permissions());
                write(out, role.grant());
                write(out, role.revoke());
            }
            case V2AuthCommand.ChangeRole(var name, var grant, var revoke) -> {
                write(out.tag(5).text(name), grant);
                write(out, revoke);
            }
            case V2AuthCommand.DeleteRole(var name) -> out.tag(6).text(name);
            case V2AuthCommand.Enable() -> out.tag(7);
            case V2AuthCommand.Disable() -> out.tag(8);
        }
    }

    static V2AuthCommand read(FieldReader in) throws MalformedCommand {
        var kind = in.tag();
        return switch (kind) {
            case 0 -> new V2AuthCommand.CreateUser(in.text(), in.optionalText(), optional(in));
            case 1 -> new V2AuthCommand.PutUser(in.text(), in.optionalText());
            case 2 ->
                    new V2AuthCommand.ChangeUser(
                            in.text(), in.optionalText(), in.texts(), in.texts());
            case 3 -> new V2AuthCommand.DeleteUser(in.text());
            case 4 -> // as logs of earlier versions have it
                    new V2AuthCommand.CreateRole(new V2Role(in.text(), orNone(permissions(in))));
            case 5 -> new V2AuthCommand.ChangeRole(in.text(), permissions(in), permissions(in));
            case 6 -> new V2AuthCommand.DeleteRole(in.text());
            case 7 -> new V2AuthCommand.Enable();
            case 8 -> new V2AuthCommand.Disable();
            case 9 ->
                    new V2AuthCommand.CreateRole(
                            new V2Role(
                                    in.text(),
                                    orNone(permissions(in)),
                                    permissions(in),
                                    permissions(in)));
            default -> throw new MalformedCommand("v2 auth change " + kind);
        };
    }

    private static void write(FieldWriter out, @Nullable V2Permissions permissions) {
        out.flag(permissions != null);
        if (permissions != null) {
            optional(out, permissions.read());
            optional(out, permissions.write());
        }
    }

    private static @Nullable V2Permissions permissions(FieldReader in) throws MalformedCommand {
        return in.flag() ? new V2Permissions(optional(in), optional(in)) : null;
    }

    private static V2Permissions orNone(@Nullable V2Permissions permissions) {
        return permissions == null ? V2Permissions.NONE : permissions;
    }

    private static void optional(FieldWriter out, @Nullable List<String> texts) {
        out.flag(texts != null);
        if (texts != null) {
            out.texts(texts);
        }
    }

    private static @Nullable List<String> optional(FieldReader in) throws MalformedCommand {
        return in.flag() ? in.texts() : null;
    }
}
