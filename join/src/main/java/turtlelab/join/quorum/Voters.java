package turtlelab.join.quorum;

/**
 * The voting members at one moment, as the <em>committed</em> membership counts them: whoever was
 * added counts, whether it ever ran or not.
 *
 * @param started those that have run once and told their names
 * @param unstarted those that were added and have never been seen
 * @param healthy those that answered the probe and agree on a leader
 */
public record Voters(int started, int unstarted, int healthy) {
    public Voters {
        if (started < 0 || unstarted < 0 || healthy < 0 || healthy > started + unstarted) {
            throw new IllegalArgumentException(
                    "%d started, %d not, %d healthy".formatted(started, unstarted, healthy));
        }
    }

    /** Members that have all been started, so many of which are down. */
    public static Voters of(int members, int down) {
        return new Voters(members, 0, members - down);
    }

    /** All of them: what a majority is a majority of. */
    public int count() {
        return started + unstarted;
    }

    public int down() {
        return count() - healthy;
    }

    /** The least number that decides. */
    public int quorum() {
        return quorum(count());
    }

    /** The least number that decides among so many voters. */
    public static int quorum(int voters) {
        return voters / 2 + 1;
    }

    /** Whether writes go on. */
    public boolean hasQuorum() {
        return healthy >= quorum();
    }

    /** How many more may fail before writes stop; 0 when they have stopped already. */
    public int tolerance() {
        return Math.max(0, healthy - quorum());
    }

    /** With one more that may never start. */
    Voters withNewcomer() {
        return new Voters(started, unstarted + 1, healthy);
    }

    /** Without one that is up, or without one that is down. */
    Voters without(boolean up) {
        var rest = Math.max(0, started - 1);
        return new Voters(
                rest,
                started == 0 ? unstarted - 1 : unstarted,
                Math.min(up ? healthy - 1 : healthy, count() - 1));
    }

    /** Such as {@code 3 voters need 2 for a quorum; 2 are healthy}. */
    @Override
    public String toString() {
        return "%s for a quorum; %s healthy".formatted(need(), are(healthy));
    }

    private String need() {
        var voters = count() == 1 ? "1 voter needs " : count() + " voters need ";
        var never = unstarted == 0 ? "" : " (%d never started)".formatted(unstarted);
        return voters.replace(" need", never + " need") + quorum();
    }

    static String are(int number) {
        return number == 1 ? "1 is" : number + " are";
    }
}
