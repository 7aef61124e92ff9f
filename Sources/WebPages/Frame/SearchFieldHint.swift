/// A field of the query language as the search box offers it.
enum SearchFieldHint {
  static let all: [(typed: String, finds: String)] = [
    ("title:", "words of the headline"), ("author:", "an author's name"),
    ("source:", "the folder that it came in"), ("lang:", "the language"),
    ("site:", "the host of its address"), ("since:", "from this day on"),
    ("until:", "before this day"), ("date:", "a day, a month, a year"),
    ("story:", "the articles of a story"),
  ]
}
