/// What a payment and an open document have in common, and what each of it counts.
///
/// The parts add up, in hundredths; a match appears from `least` on.
///
///     its number in the text   50    its digits only   40    two of them swapped   30
///     the whole amount         30    less its discount 25    the sum of all named  25
///     the party's account      25    its name          20    nearly its name       15
///     before the document     -20
struct MatchScore {
  /// The score from which on a match appears.
  static let least = 45

  var reference: OpenDocuments.Reference?
  var amount: Amount?
  var payer: Payer?
  /// Whether the money came before the document was written.
  var isEarly = false

  /// How the amount fits.
  enum Amount {
    case whole, discounted, sumOfNamed
  }

  /// How the party is known.
  enum Payer {
    case account, name, nearName, entered
  }

  /// The points, at most 100.
  var points: Int {
    var points = 0
    switch reference {
    case .number: points += 50
    case .digits: points += 40
    case .swapped: points += 30
    case nil: break
    }
    switch amount {
    case .whole: points += 30
    case .discounted, .sumOfNamed: points += 25
    case nil: break
    }
    switch payer {
    case .account: points += 25
    case .name, .entered: points += 20
    case .nearName: points += 15
    case nil: break
    }
    return max(0, min(100, points - (isEarly ? 20 : 0)))
  }

  /// The reasons in words; each can be looked for with `has`.
  func text(party: String) -> String {
    var words: [String] = []
    switch reference {
    case .number: words.append("number")
    case .digits: words.append("digits")
    case .swapped: words.append("digits swapped")
    case nil: break
    }
    switch amount {
    case .whole: words.append("amount")
    case .discounted: words.append("amount less discount")
    case .sumOfNamed: words.append("sum of all named")
    case nil: break
    }
    switch payer {
    case .account: words.append("bank account")
    case .name: words.append("name")
    case .nearName: words.append("nearly the name")
    case .entered: words.append("same \(party)")
    case nil: break
    }
    return words.joined(separator: ", ")
  }
}
