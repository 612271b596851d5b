package turtlelab.node.app.flags;

/** The help text. */
public final class Usage {
    private static final String HEAD =
            """
            Usage:

              turtled [flags]
                Start a node.

              turtled --version
                Show the versions.

              turtled -h | --help
                Show this text.

            Flags are etcd 3.4's. Each may also come from the environment as ETCD_NAME and so on, or
            from the file named by --env-file: flag over environment over file over default.

            """;

    private Usage() {}

    public static String text() {
        var text = new StringBuilder(HEAD);
        for (var flag : Flags.all()) {
            if (flag.support() == Flag.Support.WORKS) {
                text.append("  --%s '%s'%n".formatted(flag.name(), flag.defaultText()))
                        .append("    %s%n".formatted(flag.help()));
            }
        }
        appendNames(
                text, "\nKnown, without effect here (a warning says so):\n", Flag.Support.IGNORED);
        appendNames(text, "\nKnown, refused when set:\n", Flag.Support.REFUSED);
        return text.toString();
    }

    private static void appendNames(StringBuilder text, String title, Flag.Support support) {
        text.append(title);
        for (var flag : Flags.all()) {
            if (flag.support() == support) {
                text.append("  --").append(flag.name()).append('\n');
            }
        }
    }
}
