package turtlelab.node.house;

import java.util.regex.Pattern;

/** Java source with everything that is not code blanked out; every character keeps its place. */
final class JavaText {

    private static final Pattern NOT_CODE =
            Pattern.compile(
                    """
                    //[^\\n]*\
                    |/\\*.*?\\*/\
                    |\"""(?:\\\\.|.)*?\"""\
                    |"(?:\\\\.|[^"\\\\\\n])*"\
                    |'(?:\\\\.|[^'\\\\\\n])*'\
                    """,
                    Pattern.DOTALL);

    private JavaText() {}

    /** Comments, strings and characters become spaces; line breaks stay. */
    static String codeOf(String text) {
        return NOT_CODE.matcher(text).replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
    }
}
