package turtlelab.labctl.doctor;

import java.util.regex.Pattern;

/** A range of IPv4 addresses as {@code ADDRESS/21}. */
record Range(long first, int length) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9.]{7,15})/([0-9]{1,2})");
    private static final int BITS = 32;

    /** Whether one of the ranges in this line has the address. */
    static boolean anyOf(String line, String address) {
        return WRITTEN.matcher(line)
                .results()
                .map(it -> new Range(number(it.group(1)), Integer.parseInt(it.group(2))))
                .anyMatch(range -> range.has(number(address)));
    }

    private boolean has(long address) {
        int host = BITS - Math.min(length, BITS);
        return address >> host == first >> host;
    }

    private static long number(String address) {
        long number = 0;
        for (var part : address.split("\\.", -1)) {
            number = number << 8 | Long.parseLong(part);
        }
        return number;
    }
}
