#![allow(missing_docs, dead_code, unused)]
use tinsmith_connect::operation::create_user::*;
use tinsmith_connect::types::*;
use tinsmith_runtime::operation::Operation;
use tinsmith_runtime::http::Request;
use std::time::Instant; use std::hint::black_box;
use aws_smithy_types::body::SdkBody;
fn input()->CreateUserInput{ CreateUserInput::builder().instance_id("a1b2c3d4-5678-90ab-cdef-111111111111")
.username("ada.lovelace").password("Note G, 1843!").identity_info(UserIdentityInfo::builder().first_name("Ada").last_name("Lovelace").email("ada.lovelace@analytical-engines.example").secondary_email("countess@letters-and-notes.example").mobile("+442079460000").build())
.phone_config(UserPhoneConfig::builder().phone_type(PhoneType::SoftPhone).auto_accept(true).after_contact_work_time_limit(30).build().unwrap())
.security_profile_ids("0000b17e-4c1d-4e5f-8a9b-000000050005").security_profile_ids("0000f6ad-4c1d-4e5f-8a9b-000000070007").routing_profile_id("00009e37-4c1d-4e5f-8a9b-000000010001").tags("team","returns and exchanges").build().unwrap() }
fn t<T,I>(name:&str, mut prep: impl FnMut()->I, mut f: impl FnMut(I)->T){
  let mut v=vec![]; let n=40; for _ in 0..3000 { let ins:Vec<I>=(0..n).map(|_|prep()).collect(); let mut outs=Vec::with_capacity(n); let s=Instant::now(); for i in ins { outs.push(f(i)); } v.push(s.elapsed().as_nanos() as f64/n as f64); black_box(outs);} v.sort_by(f64::total_cmp); println!("{name:40} {:.0} ns (p10 {:.0})", v[v.len()/2], v[v.len()/10]); }
fn main(){
  let inp=input();
  t("serialize+finish", ||inp.clone(), |i| CreateUser::serialize(i).unwrap().finish().unwrap());
  t("serialize", ||inp.clone(), |i| CreateUser::serialize(i).unwrap());
  t("drop input", ||inp.clone(), drop);
  t("clone input", ||(), |_| inp.clone());
  t("Request::new", ||(), |_| Request::new("PUT"));
  let mk=||{let mut r=Request::new("PUT"); r.literal("/users/"); r.label("x",Some("a1b2c3d4-5678-90ab-cdef-111111111111")).unwrap(); r};
  t("Request::new+label", ||(), |_| mk());
  let mkb=||{let mut r=mk(); r.body_json(Vec::new()); r};
  t("  + body_json", ||(), |_| mkb());
  t("  body_json alone", mk, |mut r| {r.body_json(Vec::new()); r});
  t("finish alone", mkb, |r| r.finish().unwrap());
  let full=||{let mut r=Request::new("PUT"); r.literal("/users/"); r.label("x",Some("a1b2c3d4-5678-90ab-cdef-111111111111")).unwrap(); r.body_json(Vec::new()); r.finish().unwrap()};
  t("request alone total", ||(), |_| full());
  t("set_uri", ||aws_smithy_runtime_api::client::orchestrator::HttpRequest::new(SdkBody::from("")), |mut h| {h.set_uri(String::from("/users/a1b2c3d4-5678-90ab-cdef-111111111111")).unwrap(); h});
  t("HttpRequest::new", ||(), |_| aws_smithy_runtime_api::client::orchestrator::HttpRequest::new(SdkBody::from("")));
  t("header x1", ||aws_smithy_runtime_api::client::orchestrator::HttpRequest::new(SdkBody::from("")), |mut h| {h.headers_mut().try_insert("content-type","application/json").unwrap(); h});
  t("header x2", ||aws_smithy_runtime_api::client::orchestrator::HttpRequest::new(SdkBody::from("")), |mut h| {h.headers_mut().try_insert("content-type","application/json").unwrap();h.headers_mut().try_insert("content-length",String::from("123")).unwrap(); h});
  t("header x2 http1", ||aws_smithy_runtime_api::client::orchestrator::HttpRequest::new(SdkBody::from("")), |mut h| {h.headers_mut().insert(http::header::CONTENT_TYPE,http::HeaderValue::from_static("application/json"));h.headers_mut().insert(http::header::CONTENT_LENGTH,http::HeaderValue::from(123u64)); h});
  t("http req via http1 builder", ||(), |_| { let r=http::Request::builder().method("PUT").uri(String::from("/users/a1b2c3d4-5678-90ab-cdef-111111111111")).header(http::header::CONTENT_TYPE,http::HeaderValue::from_static("application/json")).header(http::header::CONTENT_LENGTH,http::HeaderValue::from(123u64)).body(SdkBody::from("")).unwrap(); aws_smithy_runtime_api::client::orchestrator::HttpRequest::try_from(r).unwrap() });
}
