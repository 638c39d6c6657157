package import Diagnostics
package import Model
package import Syntax

extension Binder {
  /// The meaning of a sentence that changes records.
  ///
  /// - Throws: up to three mistakes at once.
  package static func bind(
    _ write: Write, in source: SourceText, catalog: any Catalog, today: CivilDate,
    surroundings: Surroundings
  ) throws(Mistakes) -> BoundWrite {
    var binder = Binder(
      source: source, catalog: catalog, day: today, surroundings: surroundings)
    do throws(Diagnostic) {
      let kind = try binder.bind(write.kind)
      let clauses = try binder.bind(write.clauses)
      return BoundWrite(kind: kind, clauses: clauses, span: write.span, notes: binder.notes)
    } catch {
      throw Mistakes([error], in: source)
    }
  }

  private mutating func bind(_ kind: Write.Kind) throws(Diagnostic) -> BoundWrite.Kind {
    switch kind {
    case .pay(let document, let amount): return .pay(try named(document), try sum(amount))
    case .post(let amount, let party, let remittance):
      let payer = try named(party, among: [.customers, .vendors])
      guard let remittance else { return .post(try sum(amount), from: payer, nil) }
      return .post(try sum(amount), from: payer, try bind(remittance))
    case .apply(let money, .oldest): return .apply(try named(money), to: .oldest)
    case .apply(let money, .document(let part)):
      return .apply(try named(money), to: try bind(.documents([part])))
    case .unapply(let money, let document, let amount):
      return .unapply(try named(money), from: try named(document), try optional(amount))
    case .writeOff(let document, let amount):
      return .writeOff(try named(document), try optional(amount))
    case .mark(let mark, let target): return .mark(mark, try targets(target))
    case .note(let target, let text): return .note(try targets(target), normalized(text))
    case .promise(let document, let amount): return .promise(try named(document), try sum(amount))
    case .dispute(let document, let amount):
      return .dispute(try named(document), try optional(amount))
    case .resolve(let document): return .resolve(try named(document))
    case .change(let collection, let party, let settings):
      return try bindChange(collection, party, settings)
    case .add(let addition): return .add(try bind(addition))
    case .changeBook(let settings): return .changeBook(try bind(settings, of: .book))
    case .void(let record): return .void(try named(record))
    case .return(let payment): return .return(try named(payment))
    case .refund(let money, let amount): return .refund(try named(money), try optional(amount))
    case .undo(let event): return try bindUndo(event)
    }
  }

  private mutating func optional(_ amount: Expression?) throws(Diagnostic) -> BoundWrite.Sum? {
    guard let amount else { return nil }
    return try sum(amount)
  }

  private mutating func bind(_ remittance: Write.Remittance) throws(Diagnostic)
    -> BoundWrite.Remittance
  {
    guard case .documents(let parts) = remittance else { return .oldest }
    var bound: [(document: BoundWrite.Named, amount: BoundWrite.Sum?)] = []
    for part in parts { bound.append((try named(part.document), try optional(part.amount))) }
    return .documents(bound)
  }

  /// `undo #E12`: the number behind the E.
  private func bindUndo(_ event: Reference?) throws(Diagnostic) -> BoundWrite.Kind {
    guard let event else { return .undo(nil, .at(0)) }
    let digits = event.text.utf8.drop { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }
    guard let number = Int(String(Substring(digits))), number > 0 else {
      throw .noSuchEvent(event.text, at: event.span)
    }
    return .undo(number, event.span)
  }

  // MARK: Records

  private mutating func named(_ reference: Reference) throws(Diagnostic) -> BoundWrite.Named {
    BoundWrite.Named(record: try resolve(reference, among: nil), span: reference.span)
  }

  /// The one party with a name or number; several are told, never chosen from.
  private mutating func named(
    _ party: Write.Party, among collections: [CollectionID]
  ) throws(Diagnostic) -> BoundWrite.Named {
    switch party {
    case .reference(let reference):
      if collections.count == 1 {
        let record = try resolve(reference, among: collections[0])
        return BoundWrite.Named(record: record, span: reference.span)
      }
      return try named(reference)
    case .name(let name, let span):
      let text = normalized(name)
      let found = collections.flatMap { collection in
        catalog.records(of: collection, called: text).map { RecordID(collection, $0) }
      }
      if let first = found.first, found.count == 1 {
        return BoundWrite.Named(record: first, span: span)
      }
      guard found.isEmpty else {
        throw .severalParties(name, count: found.count, at: span)
      }
      throw .unknownParty(
        name, among: collections.map { schema[$0] },
        near: collections.flatMap { catalog.names(of: $0, resembling: text) }, at: span)
    }
  }

  private mutating func targets(_ target: Write.Target) throws(Diagnostic) -> BoundWrite.Targets {
    switch target {
    case .reference(let reference): return .record(try named(reference))
    case .query(let query):
      do throws(Mistakes) {
        let bound = try Binder.bind(
          query, in: source, catalog: catalog, today: day, surroundings: surroundings)
        guard bound.record != nil, bound.countsRecords else {
          throw Mistakes([.noRecordsToChange(at: query.span)])
        }
        return .query(bound, query.span)
      } catch {
        throw error.all[0]
      }
    }
  }

  // MARK: Values

  private mutating func sum(_ amount: Expression) throws(Diagnostic) -> BoundWrite.Sum {
    switch try constant(amount, beside: .money) {
    case .money(let money):
      return BoundWrite.Sum(amount: money.amount, currency: money.currency, span: amount.span)
    case .number(let number):
      return BoundWrite.Sum(amount: number, currency: nil, span: amount.span)
    default: throw .notAConstant(words(at: amount.span), at: amount.span)
    }
  }

  private mutating func constant(
    _ expression: Expression, beside type: DataType
  ) throws(Diagnostic) -> Value {
    let bound = ConstantFolding.fold(
      try bindOperand(expression, beside: type, in: Scope(.empty)))
    guard case .constant(let value) = bound.kind else {
      throw .notAConstant(words(at: expression.span), at: expression.span)
    }
    return value
  }

  private mutating func date(_ expression: Expression?) throws(Diagnostic) -> CivilDate? {
    guard let expression else { return nil }
    guard case .date(let date) = try constant(expression, beside: .date) else {
      throw .notADay(words(at: expression.span), at: expression.span)
    }
    return date
  }

  private func normalized(_ text: String) -> Text {
    Text(Normalization.nfc(Array(text.utf8)))
  }

  private mutating func bind(_ clauses: Write.Clauses) throws(Diagnostic) -> BoundWrite.Clauses {
    var bound = BoundWrite.Clauses()
    bound.on = try date(clauses.on)
    bound.due = try date(clauses.due)
    bound.reference = clauses.reference.map(normalized)
    bound.method = clauses.method.map { normalized($0.text) }
    bound.because = clauses.because.map(normalized)
    if let rate = clauses.rate {
      guard case .number(let figure) = try constant(rate, beside: .number) else {
        throw .notAConstant(words(at: rate.span), at: rate.span)
      }
      bound.rate = BoundWrite.Rate(figure: figure, span: rate.span)
    }
    bound.expect = clauses.expect
    bound.po = clauses.po.map(normalized)
    if let currency = clauses.currency {
      guard case .currency(let code) = try constant(currency, beside: .currency) else {
        throw .notAConstant(words(at: currency.span), at: currency.span)
      }
      bound.currency = code
    }
    return bound
  }

  // MARK: Fields

  private static let changeable: [CollectionID] = [.customers, .vendors, .invoices, .bills]

  private mutating func bindChange(
    _ name: Name, _ party: Write.Party, _ settings: [Write.Setting]
  ) throws(Diagnostic) -> BoundWrite.Kind {
    guard let collection = schema.collection(named: name.text),
      Binder.changeable.contains(collection)
    else { throw .notChangeable(name.text, at: name.span) }
    let record = try named(party, among: [collection])
    return .change(record, try bind(settings, of: collection))
  }

  private mutating func bind(
    _ settings: [Write.Setting], of collection: CollectionID
  ) throws(Diagnostic) -> [BoundWrite.Setting] {
    var bound: [BoundWrite.Setting] = []
    for setting in settings {
      guard let field = schema.field(named: setting.field.text, of: collection) else {
        let names = schema[collection].fields.filter { $0.origin == .stored }.map(\.name)
        throw .unknownField(
          setting.field, in: schema[collection].plural,
          suggestions: Suggestion.nearest(to: setting.field.text, among: names))
      }
      guard schema[field].origin == .stored, Binder.isSettable(schema[field], of: collection)
      else { throw .notSettable(setting.field, at: setting.field.span) }
      let value = try constant(setting.value, beside: schema[field].type)
      bound.append(
        BoundWrite.Setting(
          field: field, value: try fitting(value, schema[field], at: setting.value.span),
          span: setting.field.span))
    }
    return bound
  }

  /// What is set by verbs of their own, or follows from other records, is not set by hand.
  private static func isSettable(_ field: FieldSchema, of collection: CollectionID) -> Bool {
    if case .record = field.type { return false }
    let fixed: Set<String> = [
      "sent", "approved", "flagged", "held", "void_on", "marked_disputed", "recorded",
      "recorded_by", "number", "net", "tax", "total", "discount", "charges", "currency", "date",
    ]
    if collection == .customers || collection == .vendors { return field.name != "number" }
    let isOfState = InvoiceSchema.states.contains { field.name.hasPrefix($0 + "_") }
    return !fixed.contains(field.name) && !isOfState
  }

  private func fitting(
    _ value: Value, _ field: FieldSchema, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    switch (field.type, value) {
    case (_, .missing), (.text, .text), (.date, .date), (.boolean, .boolean),
      (.number, .number), (.money, .money), (.currency, .currency):
      return value
    default: throw .unfitSetting(field.name, "\(field.type)", at: span)
    }
  }

  // MARK: New records

  private static let addable: [CollectionID] = [
    .invoices, .bills, .credits, .vendorCredits, .orders, .purchaseOrders, .customers, .vendors,
  ]

  private mutating func bind(_ addition: Write.Addition) throws(Diagnostic) -> BoundAddition {
    guard var collection = schema.collection(named: addition.collection.text),
      Binder.addable.contains(collection)
    else { throw .notAddable(addition.collection.text, at: addition.collection.span) }
    var owner: BoundWrite.Named?
    if let party = addition.owner {
      owner = try named(party, among: [.customers, .vendors])
      let isPayable = owner.map { [.vendors, .bills].contains($0.record.collection) } ?? false
      if collection == .credits, isPayable { collection = .vendorCredits }
      if collection == .orders, isPayable { collection = .purchaseOrders }
    }
    var lines: [BoundAddition.Line] = []
    for line in addition.lines { lines.append(try bind(line)) }
    var label: Text?
    switch addition.label {
    case .number(let reference): label = normalized(reference.text)
    case .name(let name, _): label = normalized(name)
    case nil: break
    }
    return BoundAddition(
      collection: collection, label: label, owner: owner, amount: try optional(addition.amount),
      settings: try bind(addition.settings, of: collection), lines: lines)
  }

  private mutating func bind(_ line: Write.Line) throws(Diagnostic) -> BoundAddition.Line {
    var quantity: Decimal?
    if let expression = line.quantity,
      case .number(let number) = try constant(expression, beside: .number)
    {
      quantity = number
    }
    var rate: Decimal?
    if let tax = line.tax {
      guard case .number(let number) = try constant(tax, beside: .number) else {
        throw .notAConstant(words(at: tax.span), at: tax.span)
      }
      rate = number
    }
    return BoundAddition.Line(
      quantity: quantity, description: normalized(line.description),
      price: try optional(line.price), tax: rate, span: line.span)
  }
}
