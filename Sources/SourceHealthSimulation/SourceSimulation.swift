internal import Foundation
package import SourceHealth

/// Sixty made-up days of forty sources: thirty of a past without faults, then thirty with twelve faults.
///
/// Usual days are not alike: busy and slow ones, texts that are shorter on some, deliveries that come late or
/// not at all, a delivery sent twice, a single cut file, an hour's outage, a holiday.
package struct SourceSimulation: Sendable {
  /// What a source delivered at one time.
  package struct Delivery: Sendable {
    package var source: Int
    package var file: SourceFile
    package var articles: [SourceArticle]
  }

  package static let dayCount = 60
  /// Monday, 1 January 2024, in milliseconds since 1970: the first day of the past.
  package static let start: Int64 = 1_704_067_200_000
  private static let day: Int64 = 86_400_000
  package let sources: [MadeUpSource]
  package let faults: [MadeUpFault]
  /// In order of time.
  package private(set) var deliveries: [Delivery] = []
  /// When each fault first changed, or held back, a delivery; by the place of the fault.
  package private(set) var onsets: [Int: Int64] = [:]
  private var random: SeededGenerator
  private let holiday: Int?

  package init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rhythms: [(MadeUpSource.Rhythm, Int)] = [
      (.hourly, 8), (.daytime, 8), (.runs, 8), (.daily, 8), (.workdays, 4), (.weekly, 4),
    ]
    sources = rhythms.flatMap { Array(repeating: $0.0, count: $0.1) }.enumerated()
      .map { MadeUpSource($0.offset, $0.element, using: &random) }
    faults = MadeUpFault.twelve(sourceCount: sources.count, using: &random)
    holiday = random.chance(0.5) ? Int(random.uniform(31...59)) : nil
    self.random = random
    for index in sources.indices { deliver(from: index) }
    deliveries.sort { $0.file.arrival < $1.file.arrival }
  }

  private mutating func deliver(from index: Int) {
    let source = sources[index]
    let drift = random.uniform(-0.1...0.1)
    for day in 0..<Self.dayCount {
      let mood = Mood(of: source, day: day, drift: drift, using: &random)
      let isRest = day % 7 >= 5 || day == holiday
      for minute in minutes(of: source, on: day, isRest: isRest, mood: mood) {
        let time =
          Int64(day) * Self.day + Int64(minute) * 60_000 + Int64(random.uniform(0...59_000))
        add(index, time, mood)
        // The same delivery again, now and then.
        if random.chance(0.004) {
          var again = mood
          again.duplicates = 6
          add(index, time + 900_000, again)
        }
      }
    }
  }

  /// Minutes of the day at which files come.
  private mutating func minutes(
    of source: MadeUpSource, on day: Int, isRest: Bool, mood: Mood
  ) -> [Int] {
    switch source.rhythm {
    case .hourly:
      let outage = random.chance(0.02) ? Int(random.uniform(0...23)) : -9
      return (0..<24).flatMap { hour -> [Int] in
        if (outage..<outage + 3).contains(hour) { return [] }
        let rate = source.fileRate * mood.volume * (hour < 6 ? 0.4 : 1) * (isRest ? 0.6 : 1)
        return (0..<random.poisson(rate)).map { _ in hour * 60 + Int(random.uniform(0...59)) }
      }
    case .daytime:
      return (5..<22).flatMap { hour -> [Int] in
        let rate = source.fileRate * mood.volume * (isRest ? 0.4 : 1)
        return (0..<random.poisson(rate)).map { _ in hour * 60 + Int(random.uniform(0...59)) }
      }
    case .runs:
      return source.times.filter { _ in !random.chance(0.01) }
        .map { max(0, min(1_439, $0 + Int(random.normal() * 8))) }
    case .daily:
      if isRest && source.restsAtWeekends || random.chance(0.006) { return [] }
      let isLate = random.chance(0.03)
      let late = isLate ? random.uniform(60...300) : 0
      return [max(0, min(1_439, source.times[0] + Int(random.normal() * 20 + late)))]
    case .workdays:
      if isRest { return [] }
      return (0..<random.poisson(source.fileRate * mood.volume))
        .map { _ in Int(random.uniform(420...1_080)) }
    case .weekly:
      return day % 7 == source.weekday
        ? [max(0, min(1_439, source.times[0] + Int(random.normal() * 60)))] : []
    }
  }

  /// One file and its articles, as the faults of its source leave them.
  private mutating func add(_ index: Int, _ time: Int64, _ mood: Mood) {
    var mood = mood
    let source = sources[index]
    for (number, fault) in faults.enumerated() where fault.source == index && time >= fault.start {
      onsets[number] = min(onsets[number] ?? .max, Self.start + time)
      if fault.kind == .silent { return }
      mood.suffer(fault, of: source)
    }
    var file = SourceFile(arrival: Self.start + time)
    var articles: [SourceArticle] = []
    let isCut = random.chance(0.002)
    let count = source.recordRate == 0 ? 1 : max(1, random.poisson(source.recordRate * mood.volume))
    for record in 0..<count {
      if isCut && record * 2 >= count || random.chance(Mood.share(mood.damage)) {
        file.refused[.damage, default: 0] += 1
      } else if random.chance(Mood.share(mood.content)) {
        file.refused[.content, default: 0] += 1
      } else {
        let size = exp(mood.logText + source.logTextSpread * random.normal())
        articles.append(
          SourceArticle(
            arrival: file.arrival, textByteCount: max(1, Int(size)),
            charset: random.chance(mood.otherCharset) ? source.otherCharset : mood.charset,
            isDuplicate: random.chance(Mood.share(mood.duplicates)),
            isRepaired: random.chance(Mood.share(mood.repairs))))
      }
    }
    deliveries.append(Delivery(source: index, file: file, articles: articles))
  }
}
