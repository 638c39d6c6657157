import Model
import Testing

/// How alike names are, against a full matrix of slips.
struct TextClosenessTests {
  private func closeness(_ a: String, _ b: String) -> String {
    TextCloseness(a.utf8).closeness(to: TextCloseness(b.utf8)).normalized.description
  }

  private func isClose(_ a: String, _ b: String) -> Bool {
    TextCloseness(a.utf8).isClose(to: TextCloseness(b.utf8))
  }

  @Test(arguments: [
    ("Acme GmbH", "ACME", "1"), ("acmee gmb", "Acme GmbH", "0.777778"), ("Acme", "Acne", "0.75"),
    ("Müller & Söhne", "Sohne, Muller", "1"), ("O’Brien", "OBRIEN", "1"), ("abcd", "abdc", "0.75"),
    ("ca", "abc", "0"), ("", "", "1"), ("", "a", "0"), ("GmbH", "GmbH", "1"), ("GmbH", "AG", "0"),
    ("Kraków Światło S.A.", "krakow swiatlo", "1"), ("東京商事", "東京商亊", "0.75"),
  ])
  func published(a: String, b: String, wanted: String) {
    #expect(closeness(a, b) == wanted)
    #expect(closeness(b, a) == wanted)
  }

  /// Words of two letters, so that slips of all kinds meet.
  @Test func agreesWithTheFullMatrix() {
    var random = FixedRandom(seed: 4)
    var closeCount = 0
    for _ in 0..<3_000 {
      let a = word(&random)
      let b = Int.random(in: 0..<2, using: &random) == 0 ? word(&random) : slipped(a, &random)
      let length = max(a.count, b.count)
      let slips = TextClosenessTests.slips(Array(a), Array(b))
      let wanted = length == 0 ? "1" : rounded(length - slips, length)
      #expect(closeness(a, b) == wanted, "\(a) \(b)")
      let isWanted = slips * 4 <= length
      #expect(isClose(a, b) == isWanted, "\(a) \(b)")
      if isWanted { closeCount += 1 }
    }
    #expect(closeCount > 200)
  }

  private func word(_ random: inout FixedRandom) -> String {
    String(
      (0..<Int.random(in: 0...14, using: &random)).map { _ in
        "xyq".randomElement(using: &random) ?? "x"
      })
  }

  private func slipped(_ word: String, _ random: inout FixedRandom) -> String {
    var letters = Array(word)
    for _ in 0..<Int.random(in: 1...3, using: &random) where !letters.isEmpty {
      let place = Int.random(in: letters.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: letters.remove(at: place)
      case 1: letters.insert("q", at: place)
      default: if place + 1 < letters.count { letters.swapAt(place, place + 1) }
      }
    }
    return String(letters)
  }

  /// Millionths, a half to the even neighbor.
  private func rounded(_ part: Int, _ whole: Int) -> String {
    let (quotient, rest) = (part * 1_000_000).quotientAndRemainder(dividingBy: whole)
    let isUp = rest * 2 > whole || (rest * 2 == whole && quotient % 2 == 1)
    return Decimal(Int128(isUp ? quotient + 1 : quotient), scale: 6).normalized.description
  }

  /// The optimal string alignment, cell by cell.
  private static func slips(_ a: [Character], _ b: [Character]) -> Int {
    var table = (0...a.count).map { i in (0...b.count).map { j in i == 0 ? j : j == 0 ? i : 0 } }
    for i in a.indices {
      for j in b.indices {
        var least = table[i][j] + (a[i] == b[j] ? 0 : 1)
        least = min(least, table[i][j + 1] + 1, table[i + 1][j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, table[i - 1][j - 1] + 1)
        }
        table[i + 1][j + 1] = least
      }
    }
    return table[a.count][b.count]
  }
}
