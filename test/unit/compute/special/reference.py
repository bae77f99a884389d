"""Prints reference.json: `python reference.py > reference.json` (SciPy 1.x)."""
from scipy import stats as st, special as sp
import json
def f(x): return float(x)
out={
"logGamma":[[x,f(sp.gammaln(x))] for x in [1e-10,.1,.5,.75,.9,1.1,1.24,1.26,1.5,1.9,2.1,2.26,3.3,9.9,10.1,123.4,1e6,1e12,-.5,-3.7]],
"digamma":[[x,f(sp.digamma(x))] for x in [1e-6,.1,.5,1,1.4616,2.5,11.9,12.1,1e3,1e9]],
"trigamma":[[x,f(sp.polygamma(1,x))] for x in [1e-6,.1,.5,1,2.5,11.9,12.1,1e3,1e9]],
"normalCdf":[[x,f(st.norm.cdf(x))] for x in [-38,-10,-5,-1.96,-.5,-1e-5,0,.3,1.4,3,8]],
"normalQuantile":[[x,f(st.norm.ppf(x))] for x in [1e-300,1e-20,1e-5,.01,.025,.3,.5,.8,.975,.9999]],
"normalTwoSided":[[x,f(2*st.norm.sf(abs(x)))] for x in [.1,1,-1.96,5,20,37]],
"studentTwoSided":[[t,df,f(2*st.t.sf(abs(t),df))] for t in [.01,.7,2,-3.3,12,60] for df in [1,2.5,7,30,491,1e6]],
"studentQuantile":[[p,df,f(st.t.ppf(p,df))] for p in [1e-10,.001,.025,.4,.9,.975,.9995] for df in [1,2.5,7,30,491,1e6]],
"chiSquareUpper":[[x,df,f(st.chi2.sf(x,df))] for x in [.01,1,5,40,300] for df in [1,2,9.5,100,1000]],
"chiSquareQuantile":[[p,df,f(st.chi2.ppf(p,df))] for p in [1e-6,.025,.5,.95,.9999] for df in [.3,1,2,9.5,100,1e5]],
"fUpper":[[x,a,b,f(st.f.sf(x,a,b))] for x in [.01,.9,1.1,4,108.0767] for a,b in [(1,1),(13,492),(3,7.5),(2,1e6),(400,300)]],
"poissonQuantile":[[p,m,f(st.poisson.ppf(p,m))] for p in [.001,.025,.5,.9,.975,.9999] for m in [.01,.5,3.2,40,1234.5,1e6]],
"negativeBinomialQuantile":[[p,m,t,f(st.nbinom.ppf(p,t,t/(t+m)))] for p in [.001,.025,.5,.9,.975,.9999] for m,t in [(.01,.3),(.5,1),(3.2,.15),(40,2.5),(1234.5,7),(1e5,100)]],
}
print(json.dumps(out, indent=None))
