/*
 * Python 3.14 in which every decision is LL(1); see docs/syntax.md. The token source settles what
 * one token of lookahead cannot (indentation, soft keywords, f-strings, IPython's syntax), TreeParser
 * settles operator precedence and refuses what this grammar lets through.
 */
parser grammar PythonParser;

options { superClass = TreeParser; }

tokens {
  NAME, NUMBER, STRING, NONE, TRUE, FALSE, ELLIPSIS, FSTART, FMIDDLE, FEND, FOPEN, FCLOSE, FCOLON, BANG, MAGIC,
  LPAR, RPAR, LSQB, RSQB, LBRACE, RBRACE, COMMA, COLON, SEMI, DOT, EQUAL, WALRUS, ARROW, AUGASSIGN,
  STAR, DOUBLESTAR, SLASH, AT, VBAR, PLUS, MINUS, TILDE, BINARY, COMPARE, AND, OR, NOT, IN, IS,
  NEWLINE, INDENT, DEDENT,
  AS, ASSERT, ASYNC, AWAIT, BREAK, CLASS, CONTINUE, DEF, DEL, ELIF, ELSE, EXCEPT, FINALLY, FOR, FROM, GLOBAL,
  IF, IMPORT, LAMBDA, NONLOCAL, PASS, RAISE, RETURN, TRY, WHILE, WITH, YIELD, MATCH, CASE, TYPE,
  QUESTION, ERROR
}

@header {
import dev.freshet.analyzer.syntax.tree.*;
import java.util.List;
}

file[Items<Stmt> out]
  : statement[$out]* EOF
  ;

statement[Items<Stmt> out]
  : simpleLine[$out]
  | ifStmt[$out]
  | whileStmt[$out]
  | forStmt[$out, null]
  | tryStmt[$out]
  | withStmt[$out, null]
  | funcDef[$out, null, List.of()]
  | classDef[$out, List.of()]
  | decorated[$out]
  | matchStmt[$out]
  | a=ASYNC
    ( funcDef[$out, $a, List.of()]
    | forStmt[$out, $a]
    | withStmt[$out, $a]
    )
  ;

block returns [List<Stmt> r]
@init { Items<Stmt> out = new Items<>(); }
  : simpleLine[out]
  | NEWLINE INDENT statement[out]* DEDENT
  ;
  finally { $r = out.toList(); }

// ---------------------------------------------------------------- simple statements

simpleLine[Items<Stmt> out]
  : simple[$out] (SEMI simple[$out]?)* NEWLINE
  ;
  finally { skipped($out); }

simple[Items<Stmt> out]
@init { Items<Expr> targets = null; Expr value = null; Expr second = null; Items<Identifier> names = null; }
  : a=exprs[true]
    ( COLON n=test (EQUAL v=exprs[true] { value = $v.r; })?
      { $out.add(annAssign($start, $a.r, $n.r, value)); }
    | op=AUGASSIGN v=exprs[true] { $out.add(augAssign($start, $a.r, $op, $v.r)); }
    | { targets = new Items<>(); value = $a.r; }
      (EQUAL { targets.add(value); } v=exprs[true] { value = $v.r; })+
      { $out.add(assign($start, targets, value)); }
    | { $out.add(expression($start, $a.r)); }
    )
  | PASS { $out.add(new Stmt.Pass(at($start), end())); }
  | BREAK { inLoop($start, "break"); $out.add(new Stmt.Break(at($start), end())); }
  | CONTINUE { inLoop($start, "continue"); $out.add(new Stmt.Continue(at($start), end())); }
  | RETURN (v=exprs[false] { value = $v.r; })? { $out.add(returned($start, value)); }
  | RAISE (b=test { value = $b.r; } (FROM c=test { second = $c.r; })?)?
    { $out.add(new Stmt.Raise(at($start), end(), value, second)); }
  | ASSERT b=test (COMMA c=test { second = $c.r; })?
    { $out.add(new Stmt.Assert(at($start), end(), $b.r, second)); }
  | DEL v=exprs[false] { $out.add(delete($start, $v.r)); }
  | GLOBAL { names = new Items<>(); } nameList[names]
    { $out.add(global($start, names.toList())); }
  | NONLOCAL { names = new Items<>(); } nameList[names]
    { $out.add(nonlocal($start, names.toList())); }
  | importStmt[$out]
  | fromImport[$out]
  | TYPE t=NAME { List<TypeParam> params = List.of(); } (p=typeParams { params = $p.r; })? EQUAL b=test
    { $out.add(typeAlias($start, $t, params, $b.r)); }
  ;

nameList[Items<Identifier> names]
  : n=NAME { $names.add(identifier($n)); } (COMMA m=NAME { $names.add(identifier($m)); })*
  ;

importStmt[Items<Stmt> out]
@init { Items<Alias> names = new Items<>(); }
  : IMPORT dottedAs[names] (COMMA dottedAs[names])*
  ;
  finally { $out.add(new Stmt.Import(at($start), end(), names.toList())); }

dottedAs[Items<Alias> names]
@init { Identifier asname = null; }
  : d=dotted (AS n=NAME { asname = identifier($n); })? { $names.add(alias($start, $d.r, asname)); }
  ;

dotted returns [Identifier r]
@init { Dotted name = new Dotted(); }
  : n=NAME { name.add($n); } (DOT m=NAME { name.add($m); })*
  ;
  finally { $r = name.identifier(at($start), end()); }

fromImport[Items<Stmt> out]
@init { int level = 0; Identifier module = null; Items<Alias> names = new Items<>(); }
  : FROM (DOT { level++; } | ELLIPSIS { level += 3; })* (d=dotted { module = $d.r; })? IMPORT
    ( s=STAR { names.add(starAlias($s)); }
    | LPAR nameAs[names] (COMMA nameAs[names]?)* RPAR
    | nameAs[names] (COMMA nameAs[names])*
    )
  ;
  finally { $out.add(importFrom($start, module, names.toList(), level)); }

nameAs[Items<Alias> names]
@init { Identifier asname = null; }
  : n=NAME (AS m=NAME { asname = identifier($m); })? { $names.add(alias($start, identifier($n), asname)); }
  ;

// ---------------------------------------------------------------- compound statements

ifStmt[Items<Stmt> out]
@init { List<Stmt> orelse = List.of(); }
  : IF t=namedTest COLON b=block (o=orElse { orelse = $o.r; })?
    { $out.add(new Stmt.If(at($start), end(), $t.r, $b.r, orelse)); }
  ;

orElse returns [List<Stmt> r]
@init { Items<Stmt> out = null; $r = List.of(); }
  : { out = new Items<>(); } elif[out] { $r = out.toList(); }
  | ELSE COLON b=block { $r = $b.r; }
  ;

elif[Items<Stmt> out]
@init { List<Stmt> orelse = List.of(); }
  : ELIF t=namedTest COLON b=block (o=orElse { orelse = $o.r; })?
    { $out.add(new Stmt.If(at($start), end(), $t.r, $b.r, orelse)); }
  ;

elsePart returns [List<Stmt> r]
@init { $r = List.of(); }
  : ELSE COLON b=block { $r = $b.r; }
  ;

whileStmt[Items<Stmt> out]
@init { List<Stmt> orelse = List.of(); int outer = 0; }
  : WHILE t=namedTest COLON { outer = enter(LOOP); } b=block { leave(outer); } (o=elsePart { orelse = $o.r; })?
    { $out.add(new Stmt.While(at($start), end(), $t.r, $b.r, orelse)); }
  ;

forStmt[Items<Stmt> out, Token async]
@init { List<Stmt> orelse = List.of(); int outer = 0; }
  : FOR t=targets IN i=exprs[false] COLON { outer = enter(LOOP); } b=block { leave(outer); }
    (o=elsePart { orelse = $o.r; })?
    { $out.add(forLoop(first($async, $start), $t.r, $i.r, $b.r, orelse, $async)); }
  ;

tryStmt[Items<Stmt> out]
@init { Handlers handlers = new Handlers(this); List<Stmt> orelse = List.of(); List<Stmt> last = null; }
  : TRY COLON b=block except[handlers]* (o=elsePart { orelse = $o.r; })?
    (FINALLY COLON f=block { last = $f.r; })?
    { $out.add(tried($start, $b.r, handlers, orelse, last)); }
  ;

except[Handlers out]
@init { Token star = null; Expr type = null; Items<Expr> types = null; Identifier name = null; int outer = 0; Token comma = null; }
  : EXCEPT (s=STAR { star = $s; })?
    ( t=test { type = $t.r; }
      ( c=COMMA { comma = $c; if (types == null) types = Items.of(type); } u=test { types.add($u.r); } )*
      { type = types == null ? type : tupleOf(type, types); }
      ( AS n=NAME { name = captured($n, comma); } )?
    )?
    COLON { outer = enterHandler(star); } b=block { leave(outer); }
    { $out.add(new ExceptHandler(at($start), end(), type, name, $b.r), star != null); }
  ;

withStmt[Items<Stmt> out, Token async]
@init { Items<WithItem> items = new Items<>(); }
  : WITH withItem[items] (COMMA withItem[items])* COLON b=block
    { $out.add(with(first($async, $start), items, $b.r, $async)); }
  ;

withItem[Items<WithItem> items]
@init { Expr vars = null; }
  : t=test (AS v=target { vars = $v.r; })? { $items.add(withItem($start, $t.r, vars)); }
  ;

decorated[Items<Stmt> out]
@init { Items<Expr> decorators = new Items<>(); }
  : (AT t=namedTest NEWLINE { decorators.add($t.r); })+
    ( classDef[$out, decorators.toList()]
    | funcDef[$out, null, decorators.toList()]
    | a=ASYNC funcDef[$out, $a, decorators.toList()]
    )
  ;

funcDef[Items<Stmt> out, Token async, List<Expr> decorators]
@init { List<TypeParam> types = List.of(); Params params = new Params(this); Expr returns = null; Outer outer = outer(); }
  : DEF n=NAME (p=typeParams { types = $p.r; })? LPAR (parameters[params])? q=RPAR (ARROW a=test { returns = $a.r; })?
    COLON { enterFunction($async, params); } b=block
    { $out.add(funcDef(first($async, $start), $n, params, $b.r, $decorators, returns, types, $async, $q)); }
  ;
  finally { leaveScope(outer); }

parameters[Params p]
  : parameter[$p] (COMMA (parameter[$p])?)*
  ;

parameter[Params p]
@init { Expr annotation = null; Expr value = null; int after = 0; }
  : n=NAME (COLON a=test { annotation = $a.r; })? { after = end(); } (EQUAL d=test { value = $d.r; })?
    { $p.plain($n, annotation, value, after); }
  | s=STAR { $p.star($s); }
    (n=NAME (COLON b=starTest { annotation = $b.r; })? { $p.starred($n, annotation, end()); })?
  | DOUBLESTAR n=NAME (COLON a=test { annotation = $a.r; })? { $p.doubleStarred($n, annotation, end()); }
  | t=SLASH { $p.slash($t); }
  ;

lambdaParameters[Params p]
  : lambdaParameter[$p] (COMMA (lambdaParameter[$p])?)*
  ;

lambdaParameter[Params p]
@init { Expr value = null; }
  : n=NAME (EQUAL d=test { value = $d.r; })? { $p.plain($n, null, value, at($n) + ((Tok) $n).length()); }
  | s=STAR { $p.star($s); } (n=NAME { $p.starred($n, null, end()); })?
  | DOUBLESTAR n=NAME { $p.doubleStarred($n, null, end()); }
  | t=SLASH { $p.slash($t); }
  ;

classDef[Items<Stmt> out, List<Expr> decorators]
@init { List<TypeParam> types = List.of(); ArgList args = new ArgList(this); Outer outer = outer(); }
  : CLASS n=NAME (p=typeParams { types = $p.r; })? (LPAR arguments[args] RPAR)?
    COLON { enterClass(); } b=block
    { $out.add(classDef($start, $n, args, $b.r, $decorators, types)); }
  ;
  finally { leaveScope(outer); }

typeParams returns [List<TypeParam> r]
@init { Items<TypeParam> out = new Items<>(); }
  : LSQB typeParam[out] (COMMA typeParam[out]?)* RSQB
  ;
  finally { $r = typeParams(out); }

typeParam[Items<TypeParam> out]
@init { Expr bound = null; Expr value = null; TypeParam.Kind kind = TypeParam.Kind.TYPE_VAR; }
  : ( n=NAME (COLON b=test { bound = $b.r; })? (EQUAL d=test { value = $d.r; })?
    | STAR n=NAME { kind = TypeParam.Kind.TYPE_VAR_TUPLE; } (EQUAL s=starTest { value = $s.r; })?
    | DOUBLESTAR n=NAME { kind = TypeParam.Kind.PARAM_SPEC; } (EQUAL d=test { value = $d.r; })?
    )
    { $out.add(new TypeParam(at($start), end(), kind, identifier($n), bound, value)); }
  ;

// ---------------------------------------------------------------- match

matchStmt[Items<Stmt> out]
@init { Items<MatchCase> cases = new Items<>(); }
  : MATCH s=subject COLON NEWLINE INDENT caseBlock[cases]+ DEDENT
    { $out.add(match($start, $s.r, cases)); }
  ;

subject returns [Expr r]
@init { Items<Expr> more = null; }
  : e=element { $r = $e.r; }
    (COMMA { if (more == null) more = Items.of($r); } (f=element { more.add($f.r); })?)*
  ;
  finally { $r = list($start, orMissing($r), more); }

caseBlock[Items<MatchCase> out]
@init { Expr guard = null; }
  : CASE p=patterns (IF g=namedTest { guard = $g.r; })? COLON b=block
    { $out.add(new MatchCase(at($start), end(), $p.r, guard, $b.r)); }
  ;

patterns returns [Pattern r]
@init { Items<Pattern> more = null; }
  : p=asPattern { $r = $p.r; }
    (COMMA { if (more == null) more = Items.of($r); } (q=asPattern { more.add($q.r); })?)*
  ;
  finally { $r = openSequence($start, orMissing($r), more); }

asPattern returns [Pattern r]
@init { Items<Pattern> more = null; }
  : STAR n=NAME { $r = matchStar($start, $n); }
  | p=closedPattern { $r = $p.r; }
    (VBAR { if (more == null) more = Items.of($r); } q=closedPattern { more.add($q.r); })*
    { $r = matchOr($start, $r, more); }
    (AS n=NAME { $r = matchAs($start, $r, $n); })?
  ;
  finally { $r = orMissing($r); }

closedPattern returns [Pattern r]
@init { Items<Pattern> items = null; Expr value = null; Token minus = null; Token op = null; ClassPattern cls = null; MappingPattern map = null; boolean comma = false; }
  : (m=MINUS { minus = $m; })? n=NUMBER (o=(PLUS | MINUS) i=NUMBER { op = $o; })?
    { $r = matchNumber($start, minus, $n, op, $i); }
  | s=strings { $r = matchString($start, $s.r); }
  | NONE { $r = matchSingleton($start, Literal.Singleton.NONE); }
  | TRUE { $r = matchSingleton($start, Literal.Singleton.TRUE); }
  | FALSE { $r = matchSingleton($start, Literal.Singleton.FALSE); }
  | n=NAME { value = name($n); }
    (DOT a=NAME { value = attribute($start, value, $a); })*
    ( LPAR { cls = new ClassPattern(this, value); } (argPattern[cls] (COMMA (argPattern[cls])?)*)? RPAR
      { $r = cls.pattern(at($start), end()); }
    | { $r = capture($start, value); }
    )
  | LPAR { items = new Items<>(); }
    (p=asPattern { items.add($p.r); } (COMMA { comma = true; } (q=asPattern { items.add($q.r); })?)*)? RPAR
    { $r = groupPattern($start, items, comma); }
  | LSQB { items = new Items<>(); }
    (p=asPattern { items.add($p.r); } (COMMA (q=asPattern { items.add($q.r); })?)*)? RSQB
    { $r = sequence($start, items); }
  | LBRACE { map = new MappingPattern(this); } (mapItem[map] (COMMA (mapItem[map])?)*)? RBRACE
    { $r = map.pattern(at($start), end()); }
  ;
  finally { $r = orMissing($r); }

argPattern[ClassPattern cls]
  : p=asPattern
    ( EQUAL q=asPattern { $cls.keyword($p.r, $q.r); }
    | { $cls.positional($p.r); }
    )
  ;

mapItem[MappingPattern map]
  : DOUBLESTAR n=NAME { $map.rest($n); }
  | k=closedPattern COLON v=asPattern { $map.item($k.r, $v.r); }
  ;

// ---------------------------------------------------------------- expressions

exprs[boolean yields] returns [Expr r]
@init { Items<Expr> more = null; }
  : ( t=test { $r = $t.r; }
    | STAR t=test { $r = starred($start, $t.r); }
    )
    ( COMMA { if (more == null) more = Items.of($r); }
      ( t=test { more.add($t.r); }
      | s=STAR t=test { more.add(starred($s, $t.r)); }
      )?
    )*
  | y=yieldExpr { yieldHere($y.start, $yields); $r = $y.r; }
  ;
  finally { $r = list($start, orMissing($r), more); }

yieldExpr returns [Expr r]
@init { Expr value = null; }
  : YIELD
    ( FROM { yieldedFrom($start); } t=test { $r = new Expr.YieldFrom(at($start), end(), $t.r); }
    | (v=exprs[false] { value = $v.r; })? { $r = new Expr.Yield(at($start), end(), value); }
    )
    { yielded($start); }
  ;
  finally { $r = orMissing($r); }

starTest returns [Expr r]
  : t=test { $r = $t.r; }
  | STAR t=test { $r = starred($start, $t.r); }
  ;
  finally { $r = orMissing($r); }

namedTest returns [Expr r]
  : t=test { $r = $t.r; } (WALRUS v=test { $r = named($start, $r, $v.r); })?
  ;
  finally { $r = orMissing($r); }

element returns [Expr r]
  : t=test { $r = $t.r; } (WALRUS v=test { $r = named($start, $r, $v.r); })?
  | STAR t=test { $r = starred($start, $t.r); }
  ;
  finally { $r = orMissing($r); }

targets returns [Expr r]
@init { Items<Expr> more = null; }
  : t=target { $r = $t.r; }
    (COMMA { if (more == null) more = Items.of($r); } (u=target { more.add($u.r); })?)*
  ;
  finally { $r = targets($start, orMissing($r), more); }

target returns [Expr r]
  : p=primary { $r = $p.r; }
  | STAR p=primary { $r = new Expr.Starred(at($start), end(), $p.r); }
  ;
  finally { $r = orMissing($r); }

test returns [Expr r]
@init { int base = operators.mark(); Params params = null; int outer = 0; int before = 0; }
  : ( p=(NOT | PLUS | MINUS | TILDE) { operators.prefix($p); } )*
    a=primary { operators.operand($a.r, at($a.start), end()); }
    ( ( o=(PLUS | MINUS | STAR | DOUBLESTAR | SLASH | AT | VBAR | BINARY | COMPARE | AND | OR | IN | IS)
        { operators.binary($o); }
      | o=NOT IN { operators.notIn($o); }
      )
      ( p=(NOT | PLUS | MINUS | TILDE) { operators.prefix($p); } )*
      b=primary { operators.operand($b.r, at($b.start), end()); }
    )*
    { $r = operators.finish(base); }
    ( IF c=chain ELSE e=test { $r = new Expr.IfExp(at($start), end(), $c.r, $r, $e.r); } )?
  | LAMBDA { params = new Params(this); outer = enterLambda(); before = yields; } (lambdaParameters[params])? COLON
    e=test { leave(outer); yields = before; $r = new Expr.Lambda(at($start), end(), params.arguments(at($start) + 6), $e.r); }
  ;
  finally { $r = operators.close(base, $r); }

// A test without a ternary or lambda, so that the `if` after it belongs to a comprehension.
chain returns [Expr r]
@init { int base = operators.mark(); }
  : ( p=(NOT | PLUS | MINUS | TILDE) { operators.prefix($p); } )*
    a=primary { operators.operand($a.r, at($a.start), end()); }
    ( ( o=(PLUS | MINUS | STAR | DOUBLESTAR | SLASH | AT | VBAR | BINARY | COMPARE | AND | OR | IN | IS)
        { operators.binary($o); }
      | o=NOT IN { operators.notIn($o); }
      )
      ( p=(NOT | PLUS | MINUS | TILDE) { operators.prefix($p); } )*
      b=primary { operators.operand($b.r, at($b.start), end()); }
    )*
    { $r = operators.finish(base); }
  ;
  finally { $r = operators.close(base, $r); }

primary returns [Expr r]
@init { Token await = null; Token first = null; ArgList args = null; }
  : (w=AWAIT { await = $w; })?
    { first = _input.LT(1); }
    ( n=NAME { $r = name($n); }
    | n=NUMBER { $r = number($n); }
    | s=strings { $r = $s.r; }
    | n=NONE { $r = singleton($n, Literal.Singleton.NONE); }
    | n=TRUE { $r = singleton($n, Literal.Singleton.TRUE); }
    | n=FALSE { $r = singleton($n, Literal.Singleton.FALSE); }
    | n=ELLIPSIS { $r = singleton($n, Literal.Singleton.ELLIPSIS); }
    | n=MAGIC { $r = magic($n); }
    | g=group { $r = $g.r; }
    | l=listDisplay { $r = $l.r; }
    | d=dictOrSet { $r = $d.r; }
    )
    ( DOT n=NAME { $r = attribute(first, $r, $n); }
    | LPAR { args = new ArgList(this); } arguments[args] RPAR { $r = args.call(at(first), end(), $r); }
    | LSQB u=subscripts RSQB { $r = new Expr.Subscript(at(first), end(), $r, $u.r); }
    )*
  ;
  finally { $r = awaited(await, orMissing($r)); }

group returns [Expr r]
@init { Items<Expr> more = null; Items<WithItem> with = null; Items<Comprehension> fors = null; int before = yields; }
  : LPAR
    ( RPAR { $r = new Expr.Tuple(at($start), end(), List.of()); }
    | y=yieldExpr { $r = $y.r; } RPAR
    | e=element { $r = $e.r; }
      ( AS v=target { with = Items.of(withItem($e.start, $r, $v.r)); } )?
      ( { fors = new Items<>(); } (compFor[fors])+
      | ( COMMA { if (more == null) more = Items.of($r); }
          ( f=element { more.add($f.r); if (with != null) with.add(withItem($f.start, $f.r, null)); }
            ( AS v=target { with = withItems(with, more, withItem($f.start, $f.r, $v.r)); } )?
          )?
        )*
      )
      RPAR { $r = group($start, $r, more, fors, with, before); }
    )
  ;
  finally { $r = $r == null && more != null ? list($start, null, more) : orMissing($r); }

listDisplay returns [Expr r]
@init { Items<Expr> items = new Items<>(); Items<Comprehension> fors = null; int before = yields; }
  : LSQB
    ( e=element { items.add($e.r); }
      ( { fors = new Items<>(); } (compFor[fors])+
      | (COMMA (f=element { items.add($f.r); })?)*
      )
    )?
    RSQB
  ;
  finally { $r = listDisplay($start, items, fors, before); }

dictOrSet returns [Expr r]
@init { BraceItems items = new BraceItems(this); Items<Comprehension> fors = null; int before = yields; }
  : LBRACE
    ( braceItem[items]
      ( { fors = new Items<>(); } (compFor[fors])+
      | (COMMA (braceItem[items])?)*
      )
    )?
    RBRACE
  ;
  finally { $r = items.display($start, fors, before); }

braceItem[BraceItems items]
  : k=test
    ( COLON v=test { $items.pair($start, $k.r, $v.r); }
    | WALRUS v=test { $items.element(named($start, $k.r, $v.r)); }
    | { $items.element($k.r); }
    )
  | DOUBLESTAR c=chain { $items.pair($start, null, $c.r); }
  | STAR c=chain { $items.element(starred($start, $c.r)); }
  ;

compFor[Items<Comprehension> out]
@init { Items<Expr> ifs = null; Token async = null; int before = 0; }
  : (a=ASYNC { async = $a; })? FOR t=targets IN { before = yields; } i=chain
    ( IF c=chain { ifs = Items.append(ifs, $c.r); } )*
    { $out.add(comprehension($start, $t.r, $i.r, ifs, async, before, $out)); }
  ;

arguments[ArgList args]
  : ( argument[$args] (COMMA { $args.comma(); } (argument[$args])?)* )?
  ;

argument[ArgList args]
@init { Items<Comprehension> fors = null; Expr value = null; int before = yields; }
  : t=test { value = $t.r; }
    ( EQUAL v=test { $args.keyword($start, value, $v.r); }
    | ( WALRUS v=test { value = named($start, value, $v.r); } )?
      ( compFor[fors = Items.orNew(fors)] )* { $args.positional($start, value, fors, before); }
    )
  | STAR t=test { $args.starred($start, $t.r); }
    (compFor[fors = Items.orNew(fors)] { problem($start, "iterable unpacking cannot be used in comprehension"); })*
  | DOUBLESTAR t=test { $args.doubleStarred($start, $t.r); }
  ;

subscripts returns [Expr r]
@init { Items<Expr> more = null; }
  : s=subscript { $r = $s.r; }
    (COMMA { if (more == null) more = Items.of($r); } (t=subscript { more.add($t.r); })?)*
  ;
  finally { $r = subscripts($start, orMissing($r), more); }

subscript returns [Expr r]
@init { Expr lower = null; Slices rest = null; }
  : t=test { $r = $t.r; }
    ( WALRUS v=test { $r = named($start, $r, $v.r); }
    | { rest = new Slices(); } sliceRest[rest] { $r = rest.slice(at($start), end(), $r); }
    )?
  | { rest = new Slices(); } sliceRest[rest] { $r = rest.slice(at($start), end(), null); }
  | STAR v=test { $r = starred($start, $v.r); }
  ;
  finally { $r = orMissing($r); }

sliceRest[Slices s]
  : COLON (u=test { $s.upper = $u.r; })? (COLON (t=test { $s.step = $t.r; })?)?
  ;

// ---------------------------------------------------------------- strings

strings returns [Expr r]
@init { StringParts parts = null; Token one = null; }
  : ( t=STRING
      { if (one == null && parts == null) { one = $t; } else { parts = StringParts.of(this, parts, one, $t); parts.add($t); } }
    | { parts = StringParts.of(this, parts, one, _input.LT(1)); } fstring[parts]
    )+
  ;
  finally { $r = strings($start, parts, one); }

fstring[StringParts parts]
  : s=FSTART { $parts.open($s); } fpart[$parts]* FEND { $parts.close(); }
  ;

fpart[StringParts parts]
@init { Field field = null; StringParts spec = null; }
  : m=FMIDDLE { $parts.middle($m); }
  | o=FOPEN { field = new Field($o); } e=exprs[true] { field.value($e.r, end()); }
    ( q=EQUAL { field.equal($q); } )?
    ( BANG c=NAME { field.conversion = conversion($c); } )?
    ( FCOLON { spec = new StringParts(this, _input.LT(-1)); } fpart[spec]* { field.spec = spec.spec(end()); } )?
    c=FCLOSE { $parts.field(field, $c); }
  ;
