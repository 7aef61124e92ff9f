/// A field of a line in the journal of systemd, beside the message.
enum LogField: String, Sendable, CaseIterable {
  case job = "JOB"
  case source = "SOURCE"
  case file = "FILE"
  case reason = "REASON"
  case problem = "PROBLEM"
  case stage = "STAGE"
  /// `begin` or `end` of something that lasts.
  case event = "EVENT"
  /// The name of the line's class.
  case messageClass = "WINNOW_CLASS"
  case messageID = "MESSAGE_ID"
}
