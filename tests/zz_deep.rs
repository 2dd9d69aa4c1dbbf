use tamis::{Dialect, Parsed, Query, Schema};
fn small<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap()
}
fn text() -> String {
    let open = "a == 1 or b == 2 xor c == 3 and (".repeat(64);
    format!("{open}d == 4 or e == 5 xor f == 6 and g == 7{}", ")".repeat(64))
}
#[test] fn a_parse() { small(|| { let p = Parsed::parse(&text()).unwrap(); std::mem::forget(p); }); }
#[test] fn b_parse_drop() { small(|| drop(Parsed::parse(&text()).unwrap())); }
#[test] fn c_print() { small(|| { let p = Parsed::parse(&text()).unwrap(); p.to_string(); std::mem::forget(p);}); }
#[test] fn d_check() { small(|| { let q = Query::parse(&text(), &Schema::open()).unwrap(); std::mem::forget(q); }); }
#[test] fn e_qprint() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { q.to_string(); std::mem::forget(q); }); }
#[test] fn f_eq() { let q = Query::parse(&text(), &Schema::open()).unwrap(); let r = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { assert!(q == r); std::mem::forget((q, r)); }); }
#[test] fn g_lower() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { q.lower(Dialect::Ahv).unwrap(); std::mem::forget(q); }); }
#[test] fn h_bind() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { std::mem::forget(q.bind(&tamis::Bindings::new())); std::mem::forget(q); }); }
#[test] fn i_compile() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { std::mem::forget(q.compile()); std::mem::forget(q); }); }
#[test] fn j_matches() { let q = Query::parse(&text(), &Schema::open()).unwrap(); let p = q.compile().unwrap(); small(move || { p.matches(&serde_json::json!({"a":5})); std::mem::forget((p, q)); }); }
#[test] fn k_dropq() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || drop(q)); }
#[test] fn l_dropp() { let q = Query::parse(&text(), &Schema::open()).unwrap(); let p = q.compile().unwrap(); small(move || { drop(p); std::mem::forget(q) }); }
#[test] fn m_read() { let q = Query::parse(&text(), &Schema::open()).unwrap(); let r = q.lower(Dialect::Ahv).unwrap().to_json(); small(move || { std::mem::forget(q); let x = Dialect::Ahv.read(&r, &Schema::open()); std::mem::forget(x); }); }
#[test] fn n_split() { let e = Dialect::Ahv.endpoint("things").unwrap(); let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { let p = q.split(&e); std::mem::forget((p, q)); }); }
#[test] fn o_explain() { let q = Query::parse(&text(), &Schema::open()).unwrap(); let p = q.compile().unwrap(); small(move || { let row = serde_json::json!({"a":5}); let e = p.explain(&row); let _ = e.to_string(); std::mem::forget(q) }); }
#[test] fn p_and() { let t = text(); let t = t[32..].to_owned(); let t=t.strip_suffix(')').unwrap().to_owned(); let q = Query::parse(&t, &Schema::open()).unwrap(); small(move || { let n = q.and(&tamis::field("z").eq(1)); std::mem::forget((n, q)) }); }
#[test] fn q_clone() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { let f = q.filter().clone(); std::mem::forget((f, q)) }); }
#[test] fn r_lowerall() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { for d in Dialect::ALL { drop(q.lower(*d)); } std::mem::forget(q); }); }
#[test] fn s_debug() { let q = Query::parse(&text(), &Schema::open()).unwrap(); small(move || { let _ = format!("{q:?}").len(); std::mem::forget(q) }); }
#[test] fn t_funnel() { let q = Query::parse(&text(), &Schema::open()).unwrap(); let p = q.compile().unwrap(); small(move || { let mut f = p.funnel(); f.take(&serde_json::json!({"a":5})); let _ = f.to_string(); let mut f = p.survey(); f.take(&serde_json::json!({"a":5})); let _ = f.hints(); std::mem::forget(q) }); }
