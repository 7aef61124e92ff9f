/// Why a file is set aside or left where it is, in words for a program and for a person.
package struct Objection: Error, Hashable, Sendable {
  /// Short and stable, for programs: `symbolic-link`, `unreadable`, …
  package var reason: String
  /// What is wrong, in a sentence.
  package var detail: String
  /// What a person can do next.
  package var remedy: String

  package init(reason: String, detail: String, remedy: String) {
    self.reason = reason
    self.detail = detail
    self.remedy = remedy
  }

  static let symbolicLink = Objection(
    reason: "symbolic-link",
    detail: "It is a symbolic link; winnow never follows one, so nothing behind it was read.",
    remedy: "Hand over the file itself: `winnow put FILE`.")

  static let hardLink = Objection(
    reason: "hard-link",
    detail: "It has a second name elsewhere, through which it could change at any time.",
    remedy: "Hand over a copy: `winnow put FILE`.")

  static let unreadable = Objection(
    reason: "unreadable",
    detail: "The service may not read it.",
    remedy: "Make it readable for the group winnow (chmod g+r), then `winnow retry` the job.")

  static func special(_ kind: String) -> Objection {
    Objection(
      reason: "not-a-file", detail: "It is a \(kind), not a file.",
      remedy: "Remove it; the drop folder takes files only.")
  }

  static func oversized(_ size: UInt64, limit: UInt64) -> Objection {
    Objection(
      reason: "too-large",
      detail: "It has \(size) bytes; at most \(limit) are taken.",
      remedy: "Split it, or raise the size cap in the configuration and `winnow retry` the job.")
  }

  static func immovable(_ why: String) -> Objection {
    Objection(
      reason: "immovable",
      detail: "It cannot be moved out of the drop folder: \(why).",
      remedy: "Check owner and mode of its folder (setgid winnow, mode 2770, no sticky bit).")
  }
}
