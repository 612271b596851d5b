package turtlelab.labctl.driver.cloud;

import java.util.Optional;
import java.util.Set;

/**
 * A machine as the API shows it.
 *
 * @param node whose machine it is
 * @param state in the API's words: {@code pending}, {@code running}, …
 * @param reason why it is in that state; may be empty
 * @param publicAddress where the world reaches it, if at all
 */
record Instance(
        String id,
        String node,
        String state,
        String reason,
        String privateAddress,
        Optional<String> publicAddress) {

    private static final Set<String> GONE = Set.of("shutting-down", "terminated");

    boolean isGone() {
        return GONE.contains(state);
    }

    boolean runs() {
        return state.equals("running");
    }

    /** Where this machine reaches it. */
    String address() {
        return publicAddress.orElse(privateAddress);
    }
}
