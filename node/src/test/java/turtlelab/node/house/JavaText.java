package turtlelab.node.house;

/** Java source with everything that is not code blanked out; every character keeps its place. */
final class JavaText {

    private static final String TEXT_BLOCK = "\"\"\"";

    private final String text;
    private final StringBuilder code;
    private int at;

    private JavaText(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /** Comments, strings and characters become spaces; line breaks stay. */
    static String codeOf(String text) {
        return new JavaText(text).blanked();
    }

    private String blanked() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) blankUntil(text.indexOf('\n', at));
            else if (text.startsWith("/*", at)) blankUntil(after("*/", at + 2));
            else if (text.startsWith(TEXT_BLOCK, at)) blankUntil(afterQuoted(TEXT_BLOCK));
            else if (text.charAt(at) == '"') blankUntil(afterQuoted("\""));
            else if (text.charAt(at) == '\'') blankUntil(afterQuoted("'"));
            else at++;
        }
        return code.toString();
    }

    private int after(String end, int from) {
        var found = text.indexOf(end, from);
        return found < 0 ? found : found + end.length();
    }

    /** A backslash takes the next character's meaning away, the closing quote's too. */
    private int afterQuoted(String quote) {
        var next = at + quote.length();
        while (next < text.length() && !text.startsWith(quote, next))
            next += text.charAt(next) == '\\' ? 2 : 1;
        return next + quote.length();
    }

    private void blankUntil(int found) {
        var end = found < 0 ? text.length() : Math.min(found, text.length());
        for (; at < end; at++) if (text.charAt(at) != '\n') code.setCharAt(at, ' ');
    }
}
