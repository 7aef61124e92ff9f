internal import Synchronization
internal import WebServer

/// Requests whose answers take a while: they are carried out one after the other, and each waits for its
/// answer without holding a thread.
final class WaitingRequests<Order: Sendable>: Sendable {
  /// A request that was taken on; the same connection asks again until it is answered.
  private struct Ticket: Hashable {
    var connection: UInt
    var query: String
  }

  private struct State {
    var isOpen = false
    var answers: [Ticket: HTTPResponse?] = [:]
    // In a structure: a function that is a lock's whole value is wrapped once more at each use of the lock.
    var wake: @Sendable () -> Void = {}
  }

  private let answerTime: Duration
  private let notDone: StaticString
  private let state = Mutex(State())
  private let requests: AsyncStream<(Ticket, Order)>
  private let queue: AsyncStream<(Ticket, Order)>.Continuation

  /// `answerTime`: How long a client may wait.
  /// `notDone`: What one is told that has to be answered before it is done.
  init(answerTime: Duration, notDone: StaticString) {
    self.answerTime = answerTime
    self.notDone = notDone
    (requests, queue) = AsyncStream.makeStream()
  }

  /// `wake`: Has the server ask again about connections that wait.
  func whenAnswered(_ wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

  /// Answers a request, or has it wait; called on the server's threads.
  ///
  /// `order`: What it asks for.
  func answer(_ request: HTTPRequest, _ order: Order) -> HTTPResponse {
    let ticket = Ticket(
      connection: request.connection,
      query: request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
    let (known, isNew, isOpen) = state.withLock { state -> (HTTPResponse?, Bool, Bool) in
      guard state.isOpen else { return (nil, false, false) }
      guard let known = state.answers[ticket] else {
        state.answers[ticket] = .some(nil)
        return (nil, true, true)
      }
      if known != nil { state.answers[ticket] = nil }
      return (known, false, true)
    }
    if let known { return known }
    guard isOpen else { return ControlHandler.starting }
    if request.mustAnswer { return .error(503, notDone) }
    if isNew { queue.yield((ticket, order)) }
    return .later(answerTime)
  }

  /// Carries requests out until it is cancelled; one that is under way is finished first.
  func serve(_ response: (Order) async -> HTTPResponse) async {
    state.withLock { $0.isOpen = true }
    for await (ticket, order) in requests {
      let response = await response(order)
      state.withLock { $0.answers[ticket] = .some(response) }
      state.withLock(\.wake)()
    }
    state.withLock { $0.isOpen = false }
  }
}
