/// What clients may use of the server. Whoever exceeds a limit loses the connection, nobody else.
package struct HTTPServerLimits: Sendable {
  /// Connections at once; more wait in the socket's queue until one ends.
  package var connectionCount = 64
  /// Threads that read requests and run the handler, apart from all others of the process.
  package var threadCount = 4
  /// Memory for the head of a request: a longer one is answered with 431 or 414.
  package var headByteCount = 16 << 10
  /// Time from the connection's begin until its request's head is complete; then 408.
  package var headTime = Duration.seconds(10)
  /// Time from the connection's begin until it is closed, whatever it is doing; the time in which its
  /// handler waits for what it answers does not count (`HTTPResponse.later`).
  package var connectionTime = Duration.seconds(60)

  package init() {}
}
