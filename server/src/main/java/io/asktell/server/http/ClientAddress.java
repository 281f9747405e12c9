package io.asktell.server.http;

import io.asktell.tooleval.target.AddressRange;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Where a request comes from: the peer, unless that is a proxy that is trusted to say for whom it asks. */
final class ClientAddress {
    private static final String ATTRIBUTE = "asktell.address";
    private static final String UNKNOWN = "unknown";

    private ClientAddress() {}

    /** As text; found out by {@link #note}. */
    static String of(Context ctx) {
        return known(ctx).map(InetAddress::getHostAddress).orElse(UNKNOWN);
    }

    private static Optional<InetAddress> known(Context ctx) {
        return Optional.ofNullable((InetAddress) ctx.req().getAttribute(ATTRIBUTE));
    }

    /** What limits go by: an IPv6 address stands for the 64 bits of its network, all of which its user has. */
    static String networkOf(Context ctx) {
        if (!(known(ctx).orElse(null) instanceof Inet6Address v6)) {
            return of(ctx);
        }
        try {
            var network = Arrays.copyOf(Arrays.copyOf(v6.getAddress(), 8), 16);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }

    static boolean loopback(Context ctx) {
        return known(ctx).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Reads {@code X-Forwarded-For} from its end, where the nearest proxy wrote, as far as proxies are trusted. */
    static void note(Request request, List<AddressRange> trusted) {
        var address = peer(request).orElse(null);
        var hops = trusted(address, trusted) ? hops(request) : List.<String>of();
        for (int i = hops.size() - 1; i >= 0 && trusted(address, trusted); i--) {
            address = AddressRange.address(hops.get(i)).orElse(null);
        }
        request.setAttribute(ATTRIBUTE, address); // null takes it away
    }

    /** Whether a trusted proxy took the request over TLS. */
    static boolean overTls(Request request, List<AddressRange> trusted) {
        return trusted(peer(request).orElse(null), trusted)
                && "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"));
    }

    private static Optional<InetAddress> peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                ? Optional.ofNullable(socket.getAddress())
                : Optional.empty();
    }

    private static List<String> hops(Request request) {
        var hops = new ArrayList<String>();
        for (var header : Collections.list(request.getHeaders().getValues("X-Forwarded-For"))) {
            for (var hop : header.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        return hops;
    }

    private static boolean trusted(@Nullable InetAddress address, List<AddressRange> ranges) {
        return address != null && ranges.stream().anyMatch(range -> range.contains(address));
    }
}
