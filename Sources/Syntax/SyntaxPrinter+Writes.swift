import Diagnostics

extension SyntaxPrinter {
  /// A sentence that changes records, on one line.
  static func text(_ write: Write) -> String {
    (head(write.kind) + clauses(write.clauses, isNew: write.isAddition) + tail(write.kind))
      .joined(separator: " ")
  }

  private static func head(_ kind: Write.Kind) -> [String] {
    switch kind {
    case .pay(let document, let amount): ["pay", reference(document), text(amount)]
    case .post(let amount, let party, let remittance):
      ["post", "payment", text(amount), "from", text(party)] + (remittance.map(words) ?? [])
    case .apply(let money, .oldest): ["apply", reference(money), "to", "oldest"]
    case .apply(let money, .document(let part)): ["apply", reference(money), "to", text(part)]
    case .unapply(let money, let document, let amount):
      ["unapply", reference(money), "from", text(Write.Part(document, amount))]
    case .writeOff(let document, let amount):
      ["write", "off", text(Write.Part(document, amount))]
    case .mark(let mark, let target): [mark.rawValue, text(target)]
    case .note(let target, let note): ["note", text(target), quoted(note)]
    case .promise(let document, let amount): ["promise", reference(document), text(amount)]
    case .dispute(let document, let amount): ["dispute", text(Write.Part(document, amount))]
    case .resolve(let document): ["resolve", reference(document)]
    case .change(let collection, let party, let settings):
      ["change", name(collection), text(party), "set", text(settings)]
    case .add(let addition): head(addition)
    case .changeBook(let settings): ["change", "book", "set", text(settings)]
    case .void(let record): ["void", reference(record)]
    case .return(let payment): ["return", reference(payment)]
    case .refund(let money, let amount): ["refund", text(Write.Part(money, amount))]
    case .undo(let event): ["undo"] + (event.map { [reference($0)] } ?? [])
    }
  }

  private static func head(_ addition: Write.Addition) -> [String] {
    var words = ["add", name(addition.collection)]
    switch addition.label {
    case .number(let number): words.append(reference(number))
    case .name(let name, _): words.append(quoted(name))
    case nil: break
    }
    if let owner = addition.owner { words += ["for", text(owner)] }
    if let amount = addition.amount { words.append(text(amount)) }
    return words
  }

  private static func tail(_ kind: Write.Kind) -> [String] {
    guard case .add(let addition) = kind else { return [] }
    var words: [String] = []
    if !addition.settings.isEmpty { words += ["set", text(addition.settings)] }
    for line in addition.lines {
      words.append("line")
      if let quantity = line.quantity { words += [text(quantity), "x"] }
      words.append(quoted(line.description))
      if let price = line.price { words += ["at", text(price)] }
      if let tax = line.tax { words += ["tax", text(tax, at: .sum)] }
    }
    return words
  }

  private static func clauses(_ clauses: Write.Clauses, isNew: Bool) -> [String] {
    var words: [String] = []
    if let day = clauses.on { words += [isNew ? "dated" : "on", text(day, at: .sum)] }
    if let rate = clauses.rate { words += ["at", text(rate, at: .sum)] }
    if let due = clauses.due { words += ["due", text(due, at: .sum)] }
    if let reference = clauses.reference { words += ["ref", quoted(reference)] }
    if let method = clauses.method { words += ["by", name(method)] }
    if let po = clauses.po { words += ["po", quoted(po)] }
    if let currency = clauses.currency { words += ["currency", text(currency, at: .sum)] }
    if let because = clauses.because { words += ["because", quoted(because)] }
    if let expect = clauses.expect { words += ["expect", String(expect)] }
    return words
  }

  private static func words(_ remittance: Write.Remittance) -> [String] {
    switch remittance {
    case .oldest: ["for", "oldest"]
    case .documents(let parts): ["for", parts.map { text($0) }.joined(separator: ", ")]
    }
  }

  private static func text(_ part: Write.Part) -> String {
    reference(part.document) + (part.amount.map { " \(text($0))" } ?? "")
  }

  private static func text(_ party: Write.Party) -> String {
    switch party {
    case .name(let name, _): quoted(name)
    case .reference(let number): reference(number)
    }
  }

  private static func text(_ target: Write.Target) -> String {
    switch target {
    case .reference(let number): reference(number)
    case .query(let query): "(\(text(query)))"
    }
  }

  private static func text(_ settings: [Write.Setting]) -> String {
    settings.map { "\(name($0.field)) = \(text($0.value, at: .sum))" }.joined(separator: ", ")
  }
}

extension Write {
  /// Whether it adds a record.
  var isAddition: Bool {
    if case .add = kind { return true }
    return false
  }
}

extension SyntaxTree {
  /// The tree of a sentence that changes records: its words, and what it asks or computes.
  static func node(_ write: Write) -> TreeNode {
    TreeNode("write \(SyntaxPrinter.text(write))", children(write))
  }

  private static func children(_ write: Write) -> [TreeNode] {
    switch write.kind {
    case .mark(_, .query(let query)), .note(.query(let query), _): [node(query)]
    case .change(_, _, let settings), .changeBook(let settings):
      settings.map { TreeNode("set \($0.field.text)", [node($0.value)]) }
    default: []
    }
  }
}
