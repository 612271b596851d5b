package turtlelab.labctl.doctor;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.labctl.driver.Drivers;
import turtlelab.labctl.driver.local.LocalDriver;
import turtlelab.labctl.lab.LiveLab;

/** Whether this machine can have the places that the lab's driver makes, and their network. */
record DriverChecks(LiveLab lab, Map<String, String> environment) {

    List<Finding> findings() {
        var driver = lab.lab().driver();
        if (driver.equals(LocalDriver.NAME)) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        findings.add(
                Drivers.lacking(driver, environment)
                        .map(lacking -> split(driver, lacking))
                        .orElseGet(
                                () -> Finding.ok("driver " + driver + ": its programs are here")));
        if (lab.folder().raised().isEmpty() && !lab.driver().findsNodes()) {
            findings.add(network());
        }
        return findings;
    }

    /** Drivers say "what is wrong: what cures it". */
    private static Finding split(String driver, String lacking) {
        int colon = lacking.lastIndexOf(": ");
        return colon < 0
                ? Finding.problem("driver %s: %s".formatted(driver, lacking), "--driver local")
                : Finding.problem(
                        "driver %s: %s".formatted(driver, lacking.substring(0, colon)),
                        lacking.substring(colon + 2));
    }

    private Finding network() {
        var first = lab.lab().nodes().getFirst().vm();
        var prefix = first.substring(0, first.lastIndexOf('.') + 1);
        var what = "network %s0/24".formatted(prefix);
        return linkOn(prefix)
                .map(
                        link ->
                                Finding.problem(
                                        "%s: this machine is on it already, by its link %s"
                                                .formatted(what, link),
                                        "take down the lab that has it, or choose other vm"
                                                + " addresses in lab.yaml"))
                .orElseGet(() -> Finding.ok(what + " is free"));
    }

    private static Optional<String> linkOn(String prefix) {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .filter(
                            link ->
                                    Collections.list(link.getInetAddresses()).stream()
                                            .anyMatch(it -> it.getHostAddress().startsWith(prefix)))
                    .map(NetworkInterface::getName)
                    .findFirst();
        } catch (SocketException _) { // then there is no network at all
            return Optional.empty();
        }
    }
}
