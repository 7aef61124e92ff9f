internal import Model
internal import Storage

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

  /// A file that stays where it is; what helps depends on what the system said.
  static func immovable(_ errno: Errno) -> Refusal {
    let remedy: String =
      switch errno {
      case .readOnlyFileSystem: "It lies on a mount that is read-only: mount that writable."
      case .notPermitted:
        "Check owner and mode of its folder (setgid winnow, mode 2770, no sticky bit), and with lsattr whether"
          + " one of the two is immutable: chattr -i."
      default: RefusalReason.immovable.remedy
      }
    return Refusal(
      reason: .immovable,
      detail: "It cannot be moved out of the drop folder: \(errno.description).",
      remedy: remedy + " It is tried again when it or its folder has changed, after ten minutes,"
        + " and at once with: systemctl reload winnowd")
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
