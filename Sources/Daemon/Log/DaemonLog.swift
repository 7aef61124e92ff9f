internal import Logging
internal import State
internal import Synchronization

/// The daemon's log: lines with a class, fields and a limit on how many of one kind are written.
final class DaemonLog: Sendable {
  let logger: Logger
  private let clock: any PipelineClock
  private let throttle = Mutex(MessageThrottle())

  init(logger: Logger, clock: any PipelineClock) {
    self.logger = logger
    self.clock = clock
  }

  /// Writes a line, or counts it where there are too many of its class and source.
  func write(
    _ messageClass: MessageClass, _ level: Logger.Level, _ text: String,
    _ fields: [LogField: String] = [:]
  ) {
    flush()
    let key = MessageThrottle.Key(
      messageClass: messageClass, source: fields[.source] ?? "")
    let now = clock.monotonic()
    guard throttle.withLock({ $0.admit(key, at: now) }) else { return }
    send(messageClass, level, text, fields)
  }

  /// Says how many lines were left out in the minutes that are over; at the end, in all that are not, too.
  func flush(isEnd: Bool = false) {
    let now = isEnd ? UInt64.max : clock.monotonic()
    for (key, count) in throttle.withLock({ $0.takeSuppressed(at: now) }) {
      let source = key.source.isEmpty ? "" : ", of source \(key.source)"
      send(
        key.messageClass, .warning,
        "and \(count) more in the last minute (\(key.messageClass.rawValue)\(source))",
        key.source.isEmpty ? [:] : [.source: key.source])
    }
  }

  /// Writes a line for whoever follows what is done in detail, without a class.
  func debug(_ text: String) { logger.debug("\(text)") }

  private func send(
    _ messageClass: MessageClass, _ level: Logger.Level, _ text: String,
    _ fields: [LogField: String]
  ) {
    var metadata = messageClass.metadata
    for (field, value) in fields { metadata[field.rawValue] = "\(value)" }
    logger.log(level: level, "\(text)", metadata: metadata)
  }
}

extension MessageClass {
  /// The fields that every line of the class has.
  var metadata: Logger.Metadata {
    [
      LogField.messageID.rawValue: "\(messageID)", LogField.messageClass.rawValue: "\(rawValue)",
    ]
  }
}
