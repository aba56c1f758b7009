extension Connection {
    /// All that happens to domains from now on, in order. When the connection breaks, `.closed` is the last event; when
    /// it is let go, the stream ends without one.
    ///
    /// Nothing is dropped: what is not yet read is kept. Each stream is for one reader; a connection can have several.
    /// What happened before is not told, so compare first states after this call, and again after each reconnection.
    package func events() throws(LibvirtError) -> AsyncStream<Event> {
        try hub.stream(of: handle)
    }
}
