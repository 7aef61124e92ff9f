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

  static func unreadable(_ why: String) -> Refusal {
    Refusal(reason: .unreadable, detail: "It cannot be read: \(why).")
  }

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

  static func unlisted(_ why: String) -> Refusal {
    Refusal(
      reason: .immovable, detail: "This folder cannot be read, so nothing in it is taken: \(why).",
      remedy: "Let the service's group read, write and search the folder: chmod g+rwx")
  }

  static func tooDeep(limit: Int) -> Refusal {
    Refusal(
      reason: .immovable,
      detail: "This folder is not looked into: its path has more than \(limit) bytes.",
      remedy: "Move what is in it into a folder nearer to the inbox.")
  }

  static func tooManyFolders(limit: Int) -> Refusal {
    Refusal(
      reason: .immovable,
      detail: "This folder is not looked into: the inbox holds more than \(limit) folders.",
      remedy: "Remove folders that are not needed any more.")
  }
}
