internal import Model

/// The refusals of files that are not taken, or that cannot be moved.
extension Refusal {
  static let symbolicLink = Refusal(
    reason: .symbolicLink,
    detail: "It is a symbolic link; winnow never follows one, so nothing behind it was read.")

  static let hardLink = Refusal(
    reason: .hardLink,
    detail: "It has a second name elsewhere, through which it could change at any time.")

  static let unreadable = Refusal(reason: .unreadable, detail: "The service may not read it.")

  static func special(_ kind: String) -> Refusal {
    Refusal(reason: .notAFile, detail: "It is a \(kind), not a file.")
  }

  static func oversized(_ size: UInt64, limit: UInt64) -> Refusal {
    Refusal(
      reason: .tooLarge, detail: "It has \(size) bytes; at most \(limit) are taken.")
  }

  static func immovable(_ why: String) -> Refusal {
    Refusal(
      reason: .immovable, detail: "It cannot be moved out of the drop folder: \(why).")
  }
}
