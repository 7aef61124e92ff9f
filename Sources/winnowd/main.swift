print("winnowd")
