package turtlelab.join.auto;

/**
 * Where automatic clustering keeps what it knows in the v3 key space. What mgmt had is where mgmt
 * (2018) had it, so that its users find it; the rest is under a prefix of our own.
 */
public final class AutoKeys {
    /** mgmt's prefix. */
    public static final String MGMT = "/_mgmt/";

    /** Our own. */
    public static final String OWN = "/_lab/auto/";

    /** "I offer": by host, its peer URLs; under the host's lease. */
    public static final String VOLUNTEER = MGMT + "volunteer/";

    /** "You serve": by host, the peer URLs of its member; stays while it is one. */
    public static final String NOMINATED = MGMT + "nominated/";

    /** Where clients connect: by host, its client URLs; under the host's lease. */
    public static final String ENDPOINTS = MGMT + "endpoints/";

    /** The size wanted, as mgmt's users set it in 2016. */
    public static final String SIZE_2016 = MGMT + "idealClusterSize";

    /** The size wanted, from 2018 on. */
    public static final String SIZE_2018 = MGMT + "chooser/dynamicsize/idealclustersize";

    /** The last size that was taken: what holds while a newer one is nonsense. */
    public static final String SIZE = OWN + "size";

    /** While it is there nothing is changed; its value says why. */
    public static final String PAUSED = OWN + "paused";

    /** "Be no member": by host; no lease, a person takes it back. */
    public static final String REVOKED = OWN + "revoked/";

    /** A nominated host may start: by host, under the start lease. */
    public static final String START = OWN + "start/";

    /** Not to be nominated: by host, under a lease as long as that holds. */
    public static final String PENALTY = OWN + "penalty/";

    /** How often it failed of late: by host, under a lease that forgets. */
    public static final String FLAPS = OWN + "flaps/";

    /** Who has a name: by host, a mark of the process; under the host's lease. */
    public static final String NAME = OWN + "name/";

    /** In which zone a host is: by host; under the host's lease. */
    public static final String ZONE = OWN + "zone/";

    /** Decisions in their order, by a number of ten digits. */
    public static final String LOG = OWN + "log/";

    /** What the leader thinks now. */
    public static final String NOW = OWN + "now";

    /** A name that no host may have: mgmt keeps it for itself. */
    public static final String RESERVED_NAME = "_seed";

    private AutoKeys() {}
}
