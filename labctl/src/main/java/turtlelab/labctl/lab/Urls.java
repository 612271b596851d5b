package turtlelab.labctl.lab;

import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.NodeSpec;

/** Where clients and peers reach a node. */
public record Urls(String client, String peer) {

    /** Those of a node of this lab, if it lives with this driver. */
    public static Urls of(Lab lab, Driver driver, NodeSpec node) {
        var address = driver.place(node).address();
        return new Urls(url(address, lab.ports().client()), url(address, lab.ports().peer()));
    }

    /** A plain HTTP URL: labs are insecure on purpose. */
    static String url(String host, int port) {
        return "http://" + host + ":" + port;
    }
}
