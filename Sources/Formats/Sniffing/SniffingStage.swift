/// The steps in which a file's format is found out, from what is sure to what is likely.
enum SniffingStage: Sendable {
  /// By magic bytes and first lines that nothing else has.
  case signature
  /// By the first character and what follows it.
  case opening
  /// By what stands anywhere in the head of a file that is neither binary nor recognised so far.
  case content
}
