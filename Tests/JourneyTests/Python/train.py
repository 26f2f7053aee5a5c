"""Trains a classifier of Iris with scikit-learn and writes it to the folder that is given."""

import sys

import joblib
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

x, y = load_iris(return_X_y=True)
joblib.dump(LogisticRegression(max_iter=500).fit(x, y), sys.argv[1] + "/model.joblib")
