/// When an article appeared, and whether that is certain.
struct StoryTime: Equatable {
  var seconds: Int64
  var isCertain: Bool
}
